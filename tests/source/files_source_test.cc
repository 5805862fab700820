#include "source/files_source.h"

#include <dirent.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "support/source_reading.h"
#include "support/tar_builder.h"
#include "support/temporary_directory.h"
#include "support/unprivileged.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

/// A temporary directory that is the working directory, so that paths are short.
class FilesSourceTest : public ::testing::Test {
 protected:
  SourceReading scan(std::vector<std::string> paths, SourceLimits limits = {}) const {
    return read_all(*files_source(std::move(paths), limits, /*standard_input=*/-1));
  }

  TemporaryDirectory directory_;
  WorkingDirectory working_directory_{directory_.path()};
};

using FilesSource = FilesSourceTest;

TEST_F(FilesSource, CallsEntriesAsTyped) {
  directory_.write("c/a/b.js", "1");
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"c", "c/a/b.js=1"},
      {"c/", "c/a/b.js=1"},
      {"c//", "c/a/b.js=1"},
      {"./c", "./c/a/b.js=1"},
      {".", "./c/a/b.js=1"},
      {"c/a/b.js", "c/a/b.js=1"},
      {"../" + std::filesystem::path(directory_.path()).filename().string() + "/c",
       "../" + std::filesystem::path(directory_.path()).filename().string() + "/c/a/b.js=1"},
      {directory_.path("c"), directory_.path("c/a/b.js") + "=1"},
  };
  for (const auto& [path, content] : cases) {
    const SourceReading reading = scan({path});
    EXPECT_THAT(reading.contents(), ElementsAre(content)) << path;
    EXPECT_THAT(reading.complaints(), IsEmpty()) << path;
    EXPECT_EQ(reading.facts.kind, SourceKind::paths);
    EXPECT_EQ(reading.facts.root, path);
  }
}

TEST_F(FilesSource, SortsByBytesFilesBeforeDirectories) {
  for (const char* name : {"d/z", "d/a/2", "d/a/1", "d/B", "d/b", "d/\xC3\xA9", "d/a-b/3"}) {
    directory_.write(name, "");
  }
  EXPECT_THAT(scan({"d"}).contents(),
              ElementsAre("d/B=", "d/b=", "d/z=", "d/\xC3\xA9=", "d/a/1=", "d/a/2=", "d/a-b/3="));
}

TEST_F(FilesSource, TakesHiddenFilesAndTheGitDirectory) {
  directory_.write(".gitignore", "*\n");
  directory_.write(".env", "A=1");
  directory_.write(".git/config", "[remote]");
  EXPECT_THAT(scan({"."}).contents(),
              ElementsAre("./.env=A=1", "./.gitignore=*\n", "./.git/config=[remote]"));
}

TEST_F(FilesSource, NumbersEntriesOverAllPaths) {
  directory_.write("a", "1");
  directory_.write("d/b", "2");
  directory_.write("d/x.tar", TarBuilder().file("p/c", "3").file("p/d", "4").archive());
  const SourceReading reading = scan({"d", "a"});
  EXPECT_THAT(reading.contents(), ElementsAre("d/b=2", "d/x.tar!p/c=3", "d/x.tar!p/d=4", "a=1"));
  for (std::size_t i = 0; i < reading.entries.size(); ++i) EXPECT_EQ(reading.entries[i].index, i);
  EXPECT_EQ(reading.facts.root, "d a");
}

TEST_F(FilesSource, NamesTheFirstOfManyPaths) {
  const auto source = files_source({"a", "b", "c", "d", "e", "f", "g"}, {});
  EXPECT_EQ(source->open()->root, "a b c d e and 2 more");
}

TEST_F(FilesSource, FollowsALinkThatIsGivenAndNoOther) {
  directory_.write("real/file", "content");
  directory_.link("given", "real");
  directory_.link("real/up", "..");
  directory_.link("real/dangling", "../nowhere");
  const SourceReading reading = scan({"given"});
  EXPECT_THAT(reading.contents(),
              ElementsAre("given/dangling=../nowhere", "given/file=content", "given/up=.."));
  EXPECT_EQ(reading.entries[0].kind, EntryKind::symbolic_link);
  EXPECT_EQ(reading.entries[1].kind, EntryKind::file);
  EXPECT_THAT(reading.complaints(), IsEmpty());
  EXPECT_THAT(scan({"real/dangling"}).complaints(),
              ElementsAre("io real/dangling: no such file or directory"));
}

TEST_F(FilesSource, ReadsOnceWhatSeveralPathsReach) {
  directory_.write("a/b", "1");
  directory_.write("c", "2");
  directory_.link("a/link", "../c");
  const std::vector<std::vector<std::string>> cases = {
      {"a", "a/b"}, {"a/b", "a"}, {"a", "a"}, {"a", "./a/"}, {"a/b", "a", directory_.path("a/b")}};
  for (const auto& paths : cases) {
    EXPECT_THAT(scan(paths).contents(), UnorderedElementsAre("a/b=1", "a/link=../c"))
        << ::testing::PrintToString(paths);
  }
  // What a link within a directory leads to is not reached by the directory.
  EXPECT_THAT(scan({"a", "a/link", "c"}).contents(),
              ElementsAre("a/b=1", "a/link=../c", "a/link=2"));
  // A common beginning of the names is no directory above.
  directory_.write("ab", "3");
  EXPECT_THAT(scan({"a", "ab"}).contents(), ElementsAre("a/b=1", "a/link=../c", "ab=3"));
}

TEST_F(FilesSource, NamesWhatIsNotThereAndReadsTheRest) {
  directory_.write("good", "1");
  const SourceReading reading = scan({"absent", "good", "", "good/", "absent/x", "/absent"});
  EXPECT_THAT(reading.contents(), ElementsAre("good=1"));
  EXPECT_THAT(reading.complaints(),
              ElementsAre("io absent: no such file or directory", "io : no such file or directory",
                          "io good/: not a directory", "io absent/x: no such file or directory",
                          "io /absent: no such file or directory"));
  EXPECT_EQ(scan({}).failure, "config scan: names no file or directory");
}

TEST_F(FilesSource, NamesSpecialFilesAndNeverWaits) {
  ASSERT_EQ(::mkdir("d", 0755), 0);
  ASSERT_EQ(::mkfifo("d/fifo", 0600), 0);
  ASSERT_EQ(::mkfifo("d/fifo.tgz", 0600), 0);
  directory_.write("d/good", "1");
  const SourceReading reading = scan({"d", "d/fifo", "/dev/null"});
  EXPECT_THAT(reading.contents(), ElementsAre("d/good=1"));
  EXPECT_THAT(reading.complaints(),
              ElementsAre("unsupported d/fifo: is a FIFO, not a regular file",
                          "unsupported d/fifo.tgz: is a FIFO, not a regular file",
                          "unsupported /dev/null: is a device, not a regular file"));
}

TEST_F(FilesSource, NamesWhatItMayNotRead) {
  directory_.write("d/a/1", "1");
  directory_.write("d/closed/2", "2");
  directory_.write("d/file", "3");
  directory_.write("d/x.tgz", "4");
  using std::filesystem::perms;
  std::filesystem::permissions(".", perms::all);
  std::filesystem::permissions("d/closed", perms::none);
  std::filesystem::permissions("d/file", perms::none);
  std::filesystem::permissions("d/x.tgz", perms::none);
  SourceReading reading;
  {
    const Unprivileged unprivileged;
    ASSERT_TRUE(unprivileged.active());
    reading = scan({"d"});
  }
  std::filesystem::permissions("d/closed", perms::all);
  EXPECT_THAT(reading.contents(), ElementsAre("d/a/1=1"));
  EXPECT_THAT(reading.complaints(),
              ElementsAre("io d/file: permission denied", "io d/x.tgz: permission denied",
                          "io d/closed: permission denied"));
}

TEST_F(FilesSource, OpensArchivesByTheirNames) {
  const std::string tar = TarBuilder().file("a", "1").file("./d/b", "2").archive();
  directory_.write("1.tar", tar);
  directory_.write("2.tgz", gzip(tar));
  directory_.write("3.tar.gz", gzip(tar));
  directory_.write("4.TGZ", gzip(tar));
  directory_.write("5.gz", "raw");
  const SourceReading reading = scan({"."});
  EXPECT_THAT(reading.contents(),
              ElementsAre("./1.tar!a=1", "./1.tar!./d/b=2", "./2.tgz!a=1", "./2.tgz!./d/b=2",
                          "./3.tar.gz!a=1", "./3.tar.gz!./d/b=2", "./4.TGZ!a=1", "./4.TGZ!./d/b=2",
                          "./5.gz=raw"));
  EXPECT_THAT(reading.complaints(), IsEmpty());
  EXPECT_THAT(scan({"2.tgz"}).contents(), ElementsAre("2.tgz!a=1", "2.tgz!./d/b=2"));
}

TEST_F(FilesSource, LosesNothingOfWhatIsNoArchive) {
  directory_.write("a.tar.gz", "text");
  directory_.write("b.tgz", gzip("text"));
  directory_.write("c.tar", "");
  directory_.write("d.tar", TarBuilder().file("p/a", "1").blocks() + "garbage");
  directory_.write("e.tar", std::string(2000, 'x'));
  const SourceReading reading = scan({"."}, {.entry_bytes = 1999});
  EXPECT_THAT(reading.contents(), ElementsAre("./a.tar.gz=text", "./b.tgz=" + gzip("text"),
                                              "./c.tar=", "./d.tar!p/a=1"));
  EXPECT_THAT(reading.complaints(),
              ElementsAre("format ./a.tar.gz: is not a tar archive",
                          "format ./b.tgz: is not a tar archive", "format ./c.tar: is empty",
                          "format ./d.tar: is cut off", "format ./e.tar: is not a tar archive",
                          "limit ./e.tar: is larger than one entry may be (limit entry-bytes = "
                          "1999) [2000]"));
}

TEST_F(FilesSource, HoldsToItsLimits) {
  directory_.write("d/1", "12345");
  directory_.write("d/e/2", "1");
  directory_.write("d/e/f/3", "1");
  EXPECT_THAT(
      scan({"d"}, {.entry_bytes = 4}).complaints(),
      ElementsAre("limit d/1: is larger than one entry may be (limit entry-bytes = 4) [5]"));
  const SourceReading shallow = scan({"d"}, {.path_depth = 3});
  EXPECT_THAT(shallow.contents(), ElementsAre("d/1=12345", "d/e/2=1"));
  EXPECT_THAT(shallow.complaints(),
              ElementsAre("limit d/e/f/3: lies deeper than it may (limit path-depth = 3)"));
  EXPECT_THAT(scan({"d"}, {.path_bytes = 6}).complaints(),
              ElementsAre("limit d/e/f/3: has a longer path than it may (limit path-bytes = 6)"));
}

TEST_F(FilesSource, ReadsDeepTreesToTheirLimitWithFewDescriptors) {
  std::string path = "d";
  for (int i = 0; i < 300; ++i) path += "/s";
  std::filesystem::create_directories(path);
  directory_.write("d/first", "1");
  directory_.write(path + "/last", "2");
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const int lowest_free = ::dup(0);
  ::close(lowest_free);
  const rlimit few{static_cast<rlim_t>(lowest_free) + 3, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
  const SourceReading reading = scan({"d"});
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_THAT(reading.contents(), ElementsAre("d/first=1"));
  EXPECT_THAT(reading.complaints(),
              ElementsAre("limit " + path.substr(0, 1 + 2 * 256) +
                          ": lies deeper than it may (limit path-depth = 256)"));
  EXPECT_THAT(scan({"d"}, {.path_depth = 400}).contents(),
              ElementsAre("d/first=1", path + "/last=2"));
}

TEST_F(FilesSource, ReadsWideDirectories) {
  for (int i = 0; i < 1500; ++i) directory_.write("d/" + std::to_string(i), "x");
  const SourceReading reading = scan({"d"});
  EXPECT_THAT(reading.entries, SizeIs(1500));
  EXPECT_TRUE(std::is_sorted(reading.entries.begin(), reading.entries.end(),
                             [](const Entry& a, const Entry& b) { return a.path < b.path; }));
}

TEST_F(FilesSource, ReadsStandardInputAmongThePaths) {
  directory_.write("a", "1");
  directory_.write("-", "a file of that name");
  directory_.write("input", "2");
  const int input = ::open("input", O_RDONLY | O_CLOEXEC);
  const SourceReading reading = read_all(*files_source({"-", "a", "-", "./-"}, {}, input));
  ::close(input);
  EXPECT_THAT(reading.contents(), ElementsAre("-=2", "a=1", "./-=a file of that name"));
  EXPECT_THAT(scan({"-"}).complaints(), ElementsAre("io -: bad file descriptor"));
}

TEST_F(FilesSource, StopsWhenTheSinkDoes) {
  directory_.write("d/x.tar", TarBuilder().file("p/a", "1").file("p/b", "2").archive());
  directory_.write("d/y", "");
  const auto source = files_source({"d", "d/y"}, {});
  ASSERT_TRUE(source->open());
  int calls = 0;
  EXPECT_TRUE(source->read([&](const Entry&) { return ++calls < 1; },
                           [](const UnreadEntry&) { ADD_FAILURE(); }));
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace packwarden
