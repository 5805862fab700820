#include "source/tarball_source.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "support/source_reading.h"
#include "support/tar_builder.h"
#include "support/temporary_directory.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SourceReading read_tarball(std::string bytes, SourceLimits limits = {}) {
  return read_all(*tarball_from_bytes(std::move(bytes), "x.tgz", limits));
}

TarBuilder small_package() {
  TarBuilder builder;
  builder.file("package/package.json", R"({"name": "pack", "version": "1.2.3"})");
  builder.file("package/lib/a.js", "let a;\n");
  return builder;
}

TEST(TarballSource, YieldsMembersAsNpmInstallsThem) {
  for (const std::string& bytes : {small_package().archive(), gzip(small_package().archive())}) {
    const SourceReading reading = read_tarball(bytes);
    EXPECT_THAT(
        reading.contents(),
        ElementsAre(R"(package.json={"name": "pack", "version": "1.2.3"})", "lib/a.js=let a;\n"));
    EXPECT_THAT(reading.complaints(), IsEmpty());
    EXPECT_EQ(reading.facts.kind, SourceKind::tarball);
    EXPECT_EQ(reading.facts.root, "x.tgz");
    EXPECT_EQ(reading.facts.name, "pack");
    EXPECT_EQ(reading.facts.version, "1.2.3");
    EXPECT_THAT(reading.facts.notes, IsEmpty());
    EXPECT_EQ(reading.entries[0].mode, 0644U);
    EXPECT_EQ(reading.entries[1].index, 1U);
  }
}

TEST(TarballSource, DropsTheFirstSegmentAlone) {
  TarBuilder builder;
  builder.file("any name/a", "1").file("any name//b", "2").file("any name/any name/c", "3");
  EXPECT_THAT(read_tarball(builder.archive()).contents(),
              ElementsAre("a=1", "b=2", "any name/c=3"));
  EXPECT_THAT(read_tarball(TarBuilder().file("./package/a", "1").archive()).contents(),
              ElementsAre("package/a=1"));
  EXPECT_THAT(read_tarball(TarBuilder().file("alone", "1").archive()).contents(),
              ElementsAre("alone=1"));
}

TEST(TarballSource, ReadsFilesAndDescriptors) {
  const TemporaryDirectory directory;
  directory.write("p.tgz", gzip(small_package().archive()));
  const std::string path = directory.path("p.tgz");
  EXPECT_EQ(read_all(*tarball_from_file(path, {})).contents().size(), 2U);

  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const SourceReading reading = read_all(*tarball_from_descriptor(descriptor, "-", {}));
  EXPECT_EQ(reading.facts.root, "-");
  EXPECT_THAT(reading.contents(), ::testing::SizeIs(2));
  EXPECT_EQ(::close(descriptor), 0);
}

TEST(TarballSource, ReadsAPipeToItsEnd) {
  int pipe_ends[2];
  ASSERT_EQ(::pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK), 0);
  std::jthread writer([end = pipe_ends[1]] {
    const std::string bytes = gzip(small_package().archive());
    for (const char byte : bytes) static_cast<void>(!::write(end, &byte, 1));
    ::close(end);
  });
  const SourceReading reading = read_all(*tarball_from_descriptor(pipe_ends[0], "-", {}));
  EXPECT_THAT(reading.contents(), ::testing::SizeIs(2));
  EXPECT_THAT(reading.complaints(), IsEmpty());
  ::close(pipe_ends[0]);
}

TEST(TarballSource, FailsToOpenWhatIsNoFile) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("x.tgz");
  EXPECT_EQ(read_all(*tarball_from_file(path, {})).failure,
            "io " + path + ": no such file or directory");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_EQ(read_all(*tarball_from_file(path, {})).failure,
            "unsupported " + path + ": is a FIFO, not a regular file");
  EXPECT_EQ(read_all(*tarball_from_file(directory.path(), {})).failure,
            "unsupported " + directory.path() + ": is a directory, not a regular file");
  EXPECT_EQ(read_all(*tarball_from_descriptor(-1, "-", {})).failure, "io -: bad file descriptor");
}

TEST(TarballSource, KeepsLinksAndDirectoriesApart) {
  TarBuilder builder;
  builder.member({.name = "package/", .type = '5', .mode = "0000755"});
  builder.member({.name = "package/lib/", .type = '5', .mode = "0000755"});
  builder.member({.name = "package/old/", .type = '\0'});
  builder.member({.name = "package/soft", .type = '2', .target = "../../secret"});
  builder.member({.name = "package/hard", .type = '1', .target = "package/soft"});
  builder.member({.name = "package/exe", .type = '\0', .mode = "0000755"}, "#!");
  const SourceReading reading = read_tarball(builder.archive());
  EXPECT_THAT(reading.complaints(), IsEmpty());
  std::vector<std::pair<std::string, EntryKind>> kinds;
  for (const Entry& entry : reading.entries) kinds.emplace_back(entry.path, entry.kind);
  EXPECT_THAT(
      kinds,
      ElementsAre(std::pair("lib", EntryKind::directory), std::pair("old", EntryKind::directory),
                  std::pair("soft", EntryKind::symbolic_link),
                  std::pair("hard", EntryKind::hard_link), std::pair("exe", EntryKind::file)));
  EXPECT_EQ(reading.entries[2].bytes, "../../secret");
  EXPECT_EQ(reading.entries[3].bytes, "package/soft");
  EXPECT_EQ(reading.entries[4].mode, 0755U);
}

TEST(TarballSource, TakesLongAndForeignNames) {
  const std::string segment(90, 's');
  const std::string latin = "package/caf\xE9.js";
  TarBuilder builder;
  builder.member({.name = "a.js", .prefix = "package/" + segment}, "1");
  builder.pax(pax_record("path", "package/ü" + segment)).file("package/short", "2");
  builder.member({.name = "././@LongLink", .type = 'L'}, "package/" + segment + segment + '\0');
  builder.file("package/short", "3");
  builder.file(latin, "4");
  builder.pax(pax_record("linkpath", "ö")).member({.name = "package/l", .type = '2'});
  const SourceReading reading = read_tarball(builder.archive());
  EXPECT_THAT(reading.complaints(), IsEmpty());
  EXPECT_THAT(reading.contents(), ElementsAre(segment + "/a.js=1", "ü" + segment + "=2",
                                              segment + segment + "=3", "caf\xE9.js=4", "l=ö"));
}

TEST(TarballSource, TakesWhatRealPackagesHold) {
  // The comment of git archive, GNU's magic, times where POSIX has the end of the prefix field.
  TarBuilder builder;
  builder.pax(pax_record("comment", "0123456789"), 'g');
  builder.pax(pax_record("mtime", "1700000000.5") + pax_record("SCHILY.ino", "7"));
  builder.member({.name = "package/a", .magic = std::string("ustar  \0", 8)}, "a");
  const std::string times = std::string(131, '\0') + "14371573230 " + "14371573230 ";
  builder.member({.name = "package/b", .prefix = times}, "b");
  const SourceReading reading = read_tarball(builder.archive());
  EXPECT_THAT(reading.complaints(), IsEmpty());
  EXPECT_THAT(reading.contents(), ElementsAre("a=a", "b=b"));
}

struct Refusal {
  const char* name;
  TarBuilder builder;
  std::string problem;  // behind "x.tgz!"
};

/// A name with a NUL byte in it.
std::string nul_name() { return {"package/a\0b", 11}; }

std::vector<Refusal> refused_names() {
  const std::string nul = nul_name();
  const auto named = [](const char* name) { return TarBuilder().file(name, "x"); };
  return {
      {"Parent", named("p/../../x"), "p/../../x: has a path with \"..\" [1]"},
      {"ParentAlone", named(".."), "..: has a path with \"..\" [1]"},
      {"ParentAtEnd", named("p/.."), "p/..: has a path with \"..\" [1]"},
      {"WindowsParent", named("p/..\\x"), "p/..\\x: has a path with \"..\" [1]"},
      {"Absolute", named("/etc/x"), "/etc/x: has an absolute path [1]"},
      {"Drive", named("c:\\x"), "c:\\x: has an absolute path [1]"},
      {"NoName", named(""), ": has no name [1]"},
      {"LongNameWithNul",
       TarBuilder().member({.name = "L", .type = 'L'}, nul).file("package/s", "x"),
       nul + ": has a NUL byte in its name [1]"},
  };
}

std::vector<Refusal> refused_extensions() {
  const std::string nul = nul_name();
  const auto extended = [](const std::string& records) {
    return TarBuilder().pax(records).file("p/x", "x");
  };
  const auto global = [](const std::string& records) {
    return TarBuilder().pax(records, 'g').file("p/x", "x");
  };
  return {
      {"ExtendedNameWithNul", extended(pax_record("path", nul)),
       nul + ": has an extended header with a NUL byte [1]"},
      {"ExtendedValueWithNul", extended(pax_record("comment", nul)),
       "p/x: has an extended header with a NUL byte [1]"},
      {"ExtendedNameOfTwoLines", extended(pax_record("path", "p/y\nz")),
       "p/y\nz: has a malformed extended header [1]"},
      {"ExtendedNameNotUtf8", extended(pax_record("path", "p/\xFF")),
       "p/\xFF: has a malformed extended header [1]"},
      {"ExtendedRecordCutOff", extended("12 path=x\n"), "p/x: has a malformed extended header [1]"},
      {"ExtendedSize", extended(pax_record("size", "512")), "p/x: has two sizes [1]"},
      {"ExtendedSizeNoNumber", extended(pax_record("size", "1x")), "p/x: has two sizes [1]"},
      {"ExtendedSparse", extended(pax_record("GNU.sparse.name", "p/y")),
       "p/x: is a sparse file [1]"},
      {"ExtendedTwice",
       TarBuilder().pax(pax_record("path", "p/y")).pax(pax_record("uid", "1")).file("p/x", "x"),
       "p/y: has two extended headers [1]"},
      {"TwoLongNames",
       TarBuilder()
           .member({.name = "L", .type = 'L'}, "p/long")
           .pax(pax_record("path", "p/pax"))
           .file("p/x", "x"),
       "p/pax: has two long names [1]"},
      {"GlobalPath", global(pax_record("path", "p/y")),
       "p/x: has a global header with more than a comment [1]"},
  };
}

std::vector<Refusal> refused_headers() {
  const auto typed = [](char type) { return TarBuilder().member({.name = "p/x", .type = type}); };
  const auto type_text = [](const std::string& type) {
    return "p/x: is of tar type " + type + ", neither a file nor a link nor a directory";
  };
  return {
      {"BlockDevice", typed('4'), type_text("4")},
      {"CharacterDevice", typed('3'), type_text("3")},
      {"Fifo", typed('6'), type_text("6")},
      {"Contiguous", typed('7'), type_text("7")},
      {"DumpedDirectory", typed('D'), type_text("D")},
      {"OtherVolume", typed('M'), type_text("M")},
      {"UnknownType", typed('Z'), type_text("Z")},
      {"UnprintableType", typed('\x9B'), type_text("0x9b")},
      {"VolumeLabel", TarBuilder().member({.name = "label", .type = 'V'}).file("p/x", "x"),
       type_text("V") + " [1]"},
      {"LinkWithoutTarget", typed('2'), "p/x: is a link without a target"},
      {"FileWithTarget", TarBuilder().member({.name = "p/x", .target = "t"}, "x"),
       "p/x: has a link's target but is none [1]"},
      {"ExtendedHeaderWithoutName",
       TarBuilder().member({.type = 'x'}, pax_record("path", "p/y")).file("p/x", "x"),
       "p/y: has a damaged special header [1]"},
      {"LongNameWithTarget",
       TarBuilder().member({.name = "L", .type = 'L', .target = "t"}, "p/y").file("p/x", "x"),
       "p/y: has a damaged special header [1]"},
      {"PrefixOfItsLastByte",
       TarBuilder().member({.name = "p/x", .prefix = std::string(130, '\0') + "x"}, "x"),
       "p/x: has a damaged header [1]"},
      {"LinkWithContent",
       TarBuilder().member({.name = "p/x", .type = '2', .size = "1", .target = "t"}),
       "p/x: is a link or directory with content [1]"},
      {"DirectoryWithContent", TarBuilder().member({.name = "p/x/", .type = '5', .size = "10"}),
       "p/x/: is a link or directory with content [8]"},
  };
}

void expect_refused(const Refusal& refusal) {
  TarBuilder builder;
  builder.file("package/good", "good").raw(refusal.builder.blocks());
  builder.file("package/last", "last");
  const SourceReading reading = read_tarball(builder.archive());
  EXPECT_THAT(reading.contents(), ElementsAre("good=good", "last=last")) << refusal.name;
  EXPECT_THAT(reading.complaints(), ElementsAre("format x.tgz!" + refusal.problem)) << refusal.name;
}

TEST(TarballSource, RefusesMembersThatNobodyMayTrust) {
  for (const auto& refusals : {refused_names(), refused_extensions(), refused_headers()}) {
    for (const Refusal& refusal : refusals) expect_refused(refusal);
  }
}

struct Fault {
  const char* name;
  std::string archive;
  std::vector<std::string> complaints;
};

std::vector<Fault> faults() {
  const std::string good = TarBuilder().file("p/a", "good").blocks();
  const std::string end(1024, '\0');
  const std::string another = TarBuilder().file("p/b", "b").archive();
  const auto header = [&](TarFields fields) {
    return good + TarBuilder().member(std::move(fields)).archive();
  };
  return {
      {"NoEnd", good, {"format x.tgz: has 0 end-of-archive blocks instead of two"}},
      {"HalfAnEnd",
       good + end.substr(512),
       {"format x.tgz: has 1 end-of-archive block instead of two"}},
      {"Padding", good + end + std::string(8192, '\0'), {}},
      {"GarbageBehind",
       good + end + "garbage",
       {"format x.tgz: 7 bytes after the end of the archive [7]"}},
      {"GarbageBehindHalfAnEnd",
       good + end.substr(512) + "garbage",
       {"format x.tgz: 7 bytes after the end of the archive [7]"}},
      {"ArchiveBehind",
       good + end + another,
       {"format x.tgz: 513 bytes after the end of the archive [513]"}},
      {"ZeroBlockInside",
       good + end.substr(512) + another,
       {"format x.tgz: 513 bytes after the end of the archive [513]"}},
      {"CutContent", good.substr(0, 514), {"format x.tgz!p/a: is cut off"}},
      {"CutPadding", good.substr(0, 600), {"format x.tgz: is cut off"}},
      {"CutHeader", good + another.substr(0, 300), {"format x.tgz: is cut off"}},
      {"WrongChecksum",
       header({.name = "p/b", .checksum = "000000"}),
       {"format x.tgz: a header has a wrong checksum"}},
      {"GarbageHeader",
       good + std::string(512, 'x') + end,
       {"format x.tgz: a header has a wrong checksum"}},
      {"SizeInBase256",
       header({.name = "p/b", .size = std::string("\x80\0\0\0\0\0\0\0\0\0\0\0", 12)}),
       {"format x.tgz: a header has a size that is no octal number"}},
      {"NegativeSize",
       header({.name = "p/b", .size = std::string(12, '\xFF')}),
       {"format x.tgz: a header has a size that is no octal number"}},
      {"HugeSpecialHeader",
       header({.name = "p/b", .type = 'x', .size = "10000000"}),
       {"format x.tgz: a special header is larger than 1 MiB"}},
      {"SpecialHeaderAlone",
       good + TarBuilder().pax(pax_record("path", "p/b")).archive(),
       {"format x.tgz: a special header belongs to no member"}},
      {"SpecialHeaderAtTheEnd",
       good + TarBuilder().member({.name = "v", .type = 'V'}).archive(),
       {"format x.tgz: a special header belongs to no member"}},
      {"SparseMapThatIsNone",
       good + TarBuilder().pax(pax_record("GNU.sparse.major", "1")).file("p/b", "x").archive(),
       {"format x.tgz!p/b: is a sparse file"}},
      {"TwoFolders",
       good + TarBuilder().file("q/a", "").file("r/a", "").archive(),
       {"format x.tgz: has members in more than one top folder"}},
      {"FileBesideTheFolder",
       good + TarBuilder().file("a", "").archive(),
       {"format x.tgz: has members in more than one top folder"}},
  };
}

TEST(TarballSource, SaysWhatIsWrongWithAnArchive) {
  for (const Fault& fault : faults()) {
    const SourceReading reading = read_tarball(fault.archive);
    EXPECT_EQ(reading.complaints(), fault.complaints) << fault.name;
    // What is whole before the fault is yielded.
    const std::size_t whole = std::string_view(fault.name) == "CutContent" ? 0 : 1;
    EXPECT_GE(reading.entries.size(), whole) << fault.name;
  }
}

TEST(TarballSource, SaysWhatIsNoArchive) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "format x.tgz: is empty"},
      {"{}", "format x.tgz: is not a tar archive"},
      {std::string(4096, 'x'), "format x.tgz: is not a tar archive"},
      {gzip(""), "format x.tgz: is empty"},
      {gzip("let a;"), "format x.tgz: is not a tar archive"},
      {std::string(1024, '\0'), "format x.tgz: holds no members"},
      {std::string("PK\x03\x04") + std::string(600, '\0'), "format x.tgz: is not a tar archive"},
      {"\x1f\x8b", "format x.tgz: gzip data is cut off"},
  };
  for (const auto& [bytes, failure] : cases) {
    const SourceReading reading = read_tarball(bytes);
    EXPECT_THAT(reading.complaints(), ElementsAre(failure));
    EXPECT_THAT(reading.entries, IsEmpty());
  }
}

TEST(TarballSource, SaysWhatIsWrongWithTheCompression) {
  const std::string good = gzip(small_package().archive());
  std::string damaged = good;
  damaged[damaged.size() - 6] ^= 1;  // CRC-32
  std::string lying = good;
  lying[lying.size() - 4] ^= 1;  // ISIZE
  const std::vector<std::pair<std::string, std::string>> cases = {
      {good + gzip(small_package().archive()), "a second gzip member follows the first"},
      {good + gzip(""), "a second gzip member follows the first"},
      {good + "garbage", "7 bytes after the end of the gzip data"},
      {good + std::string(1, '\0'), "1 byte after the end of the gzip data"},
      {good.substr(0, good.size() - 1), "gzip data is cut off"},
      {good.substr(0, good.size() - 8), "gzip data is cut off"},
      {damaged, "gzip data is damaged"},
      {lying, "gzip data is damaged"},
  };
  for (const auto& [bytes, failure] : cases) {
    const SourceReading reading = read_tarball(bytes);
    EXPECT_THAT(reading.complaints(), ElementsAre("format x.tgz: " + failure));
    EXPECT_EQ(reading.entries.size(), 2U) << "what came before the fault is yielded: " << failure;
  }
}

TEST(TarballSource, HoldsToItsLimits) {
  TarBuilder builder;
  builder.file("p/four", "four").file("p/eleven", "exactly: 11").file("p/d/e/f", "deep");
  const std::string archive = builder.archive();
  struct Case {
    SourceLimits limits;
    std::vector<std::string> contents;
    std::vector<std::string> complaints;
  };
  const std::vector<Case> cases = {
      {{.entry_bytes = 10},
       {"four=four", "d/e/f=deep"},
       {"limit x.tgz!p/eleven: is larger than one entry may be (limit entry-bytes = 10) [11]"}},
      {{.entry_bytes = 11}, {"four=four", "eleven=exactly: 11", "d/e/f=deep"}, {}},
      {{.total_bytes = 18},
       {"four=four", "eleven=exactly: 11"},
       {"limit x.tgz: holds more bytes than an archive may (limit total-bytes = 18)"}},
      {{.total_bytes = 19}, {"four=four", "eleven=exactly: 11", "d/e/f=deep"}, {}},
      {{.entries = 2},
       {"four=four", "eleven=exactly: 11"},
       {"limit x.tgz: holds more members than an archive may (limit entries = 2)"}},
      {{.entries = 3}, {"four=four", "eleven=exactly: 11", "d/e/f=deep"}, {}},
      {{.path_bytes = 6},
       {"four=four"},
       {"limit x.tgz!p/eleven: has a longer path than it may (limit path-bytes = 6) [11]",
        "limit x.tgz!p/d/e/f: has a longer path than it may (limit path-bytes = 6) [4]"}},
      {{.path_depth = 3},
       {"four=four", "eleven=exactly: 11"},
       {"limit x.tgz!p/d/e/f: lies deeper than it may (limit path-depth = 3) [4]"}},
      {{.path_depth = 4}, {"four=four", "eleven=exactly: 11", "d/e/f=deep"}, {}},
  };
  for (const Case& c : cases) {
    const SourceReading reading = read_tarball(archive, c.limits);
    EXPECT_EQ(reading.contents(), c.contents) << ::testing::PrintToString(c.complaints);
    EXPECT_EQ(reading.complaints(), c.complaints);
  }
}

TEST(TarballSource, AMemberThatClaimsALotCostsNothing) {
  const std::string archive = TarBuilder().member({.name = "p/x", .size = "77777777777"}).archive();
  EXPECT_THAT(read_tarball(archive).complaints(),
              ElementsAre("limit x.tgz!p/x: is larger than one entry may be (limit entry-bytes = "
                          "134217728) [8589934591]",
                          "format x.tgz: is cut off"));
}

TEST(TarballSource, StreamsWhatIsTooLargeForMemory) {
  // 300 MB in holes of the file: more than is held, and a member that is too large.
  constexpr std::uint64_t kBig = std::uint64_t{300} << 20U;
  const TemporaryDirectory directory;
  TarBuilder front;
  front.file("p/package.json", R"({"name": "big"})");
  front.member({.name = "p/big", .size = "02260000000"});
  const std::string back = TarBuilder().file("p/last", "last").archive();
  directory.write("x.tar", front.blocks());
  const std::string path = directory.path("x.tar");
  std::filesystem::resize_file(path, front.blocks().size() + kBig);
  std::ofstream(path, std::ios::binary | std::ios::app) << back;

  const SourceReading reading = read_all(*tarball_from_file(path, {}));
  EXPECT_EQ(reading.facts.name, "big");
  EXPECT_THAT(reading.contents(), ElementsAre(R"(package.json={"name": "big"})", "last=last"));
  EXPECT_THAT(reading.complaints(), ElementsAre("limit " + path +
                                                "!p/big: is larger than one entry may be (limit "
                                                "entry-bytes = 134217728) [" +
                                                std::to_string(kBig) + "]"));
}

TEST(TarballSource, NotesAPackageWithoutAReadableManifest) {
  const auto notes = [](std::string_view path, std::string_view text) {
    return read_tarball(TarBuilder().file(std::string(path), text).archive()).facts.notes;
  };
  EXPECT_THAT(notes("p/a/package.json", "{}"),
              ElementsAre("No package.json was found: name and version are not known."));
  EXPECT_THAT(notes("p/package.json", "{"),
              ElementsAre("The package.json is not valid: name and version are not known."));
  EXPECT_THAT(notes("p/package.json", R"({"name": 1})"), IsEmpty());
}

TEST(TarballSource, StopsWhenTheSinkDoes) {
  const auto source = tarball_from_bytes(small_package().archive(), "x.tgz", {});
  ASSERT_TRUE(source->open());
  int calls = 0;
  const auto result = source->read(
      [&](const Entry&) {
        ++calls;
        return false;
      },
      [](const UnreadEntry& problem) { ADD_FAILURE() << text_of(problem.error); });
  EXPECT_TRUE(result);
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace packwarden
