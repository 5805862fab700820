#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "check/binary_facts.h"
#include "check/checked.h"
#include "check/zip_structure.h"
#include "support/tar_builder.h"

namespace packwarden {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// A number in as many bytes, the lowest first.
std::string little(std::uint64_t number, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i, number >>= 8U) out += static_cast<char>(number & 0xFFU);
  return out;
}

// --- Binaries

const std::string kElf =
    "\x7F"
    "ELF\x02\x01\x01"s;
const std::string kPe = "MZ" + std::string(0x3A, '\0') + little(0x40, 4) + "PE\0\0"s;

struct ElfSection {
  std::uint64_t name = 0;
  std::uint64_t type = 0;
  std::string bytes;
  std::uint64_t link = 0;
};

/// An ELF file of 64 bits with these sections; the last one holds their names.
std::string elf_of(const std::vector<ElfSection>& sections) {
  constexpr std::size_t kHeader = 64;
  std::string contents;
  std::string table;
  for (const ElfSection& section : sections) {
    table += little(section.name, 4) + little(section.type, 4) + little(0, 16) +
             little(kHeader + contents.size(), 8) + little(section.bytes.size(), 8) +
             little(section.link, 4) + little(0, 20);
    contents += section.bytes;
  }
  std::string out = kElf;
  out.resize(0x28);
  out += little(kHeader + contents.size(), 8);
  out.resize(0x3C);
  out += little(sections.size(), 2) + little(sections.size() - 1, 2);
  return out + contents + table;
}

/// One that needs `library` and looks for it in `path`.
std::string elf_that_needs(const std::string& library, const std::string& path,
                           const std::string& section = ".text") {
  const std::string texts = "\0"s + library + "\0"s + path + "\0"s;
  const std::string dynamic =
      little(1, 8) + little(1, 8) + little(29, 8) + little(2 + library.size(), 8) + little(0, 16);
  const std::string names = "\0"s + section + "\0"s;
  return elf_of({{}, {0, 3, texts}, {0, 6, dynamic, 1}, {1, 1, "x"}, {0, 3, names}});
}

TEST(Binaries, AreToldByTheirFirstBytes) {
  EXPECT_EQ(binary_kind(kElf), BinaryKind::elf);
  EXPECT_EQ(binary_kind(kPe), BinaryKind::pe);
  EXPECT_EQ(binary_kind("\xCF\xFA\xED\xFE"), BinaryKind::mach_o);
  EXPECT_EQ(binary_kind("\xCA\xFE\xBA\xBE\0\0\0\x02"s), BinaryKind::mach_o);
  EXPECT_EQ(binary_kind("\xCA\xFE\xBA\xBE\0\0\0\x34"s), BinaryKind::none);  // Java
  EXPECT_EQ(binary_kind("!<arch>\n"), BinaryKind::static_library);
  EXPECT_EQ(binary_kind("!<arch>\ndebian-binary"), BinaryKind::none);
  EXPECT_EQ(binary_kind("\0asm"s), BinaryKind::webassembly);
  EXPECT_EQ(binary_kind("MZ is no program"), BinaryKind::none);
  EXPECT_EQ(binary_kind(""), BinaryKind::none);
}

TEST(NativeBinaries, AreExpectedWhereThePackageSaysSo) {
  EXPECT_THAT(audited_hits("bin-native-binary", "lib/a.node", kElf),
              ElementsAre("medium lib/a.node"));
  for (const std::string path :
       {"prebuilds/a/b.node", "vendor/a", "bin/a", "build/Release/a.node"}) {
    EXPECT_THAT(audited_hits("bin-native-binary", path, kElf), ElementsAre("note " + path));
  }
  EXPECT_THAT(audited_hits("bin-native-binary", "lib/a.node", kElf,
                           R"({"name": "demo", "version": "1.0.0", "os": ["linux"]})"),
              ElementsAre("note lib/a.node"));
  EXPECT_THAT(audited_hits("bin-native-binary", "lib/a.node", "function"), IsEmpty());
}

TEST(ElfFiles, TellWhatTheLinkerLeft) {
  const std::string bytes = elf_that_needs("libc.so.6", "/build/lib:$ORIGIN", ".debug_info");
  const ElfFacts facts = elf_facts(bytes);
  EXPECT_THAT(facts.needed, ElementsAre("libc.so.6"));
  EXPECT_THAT(facts.search_paths, ElementsAre("/build/lib", "$ORIGIN"));
  EXPECT_TRUE(facts.has_debug_sections);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_LE(elf_facts(bytes.substr(0, size)).needed.size(), 1U);
  }
}

TEST(BuildTraces, AreOfLinkersAndDebuggers) {
  struct Case {
    std::string bytes;
    std::string severity;  // "": nothing is found
  };
  const std::string home = "\0/home/"s + "jschmidt" + "/src/a.c\0"s;
  for (const auto& [bytes, severity] : {
           Case{elf_that_needs("libc.so.6", "$ORIGIN/lib:/usr/lib/x"), ""},
           Case{elf_that_needs("libc.so.6", "/opt/build"), "note"},
           Case{elf_that_needs("/opt/libx.so", "$ORIGIN"), "note"},
           Case{elf_that_needs("libc.so.6", "", ".debug_line"), "note"},
           Case{elf_that_needs("libc.so.6", "") + home, "medium"},
           Case{elf_that_needs("libc.so.6", "") + "/home/runner/work/a/b", ""},
           Case{kPe + "RSDS" + std::string(20, 'x') + "C:\\b\\a.pdb\0"s, "note"},
           Case{kPe + "RSDS" + std::string(20, 'x') + "a.pdb\0"s, ""},
           Case{"\xCF\xFA\xED\xFE" + home, "medium"},
           Case{"\0asm\x01\0\0\0"s + home, "medium"},
           Case{"no binary" + home, ""},
       }) {
    const auto hits = audited_hits("bin-build-traces", "prebuilds/a", bytes);
    if (severity.empty()) {
      EXPECT_THAT(hits, IsEmpty());
    } else {
      EXPECT_THAT(hits, ElementsAre(severity + " prebuilds/a"));
    }
  }
}

/// A custom section of WebAssembly.
std::string section(const std::string& name) {
  return "\0"s + little(name.size() + 1, 1) + little(name.size(), 1) + name;
}

TEST(WebAssembly, MayHaveSectionsForDebuggers) {
  const std::string header = "\0asm\x01\0\0\0"s;
  const std::string bytes = header + section("name") + "\x01\x02xx" + section(".debug_info") +
                            section(".debug_line") + section("producers");
  EXPECT_THAT(custom_sections(bytes),
              ElementsAre("name", ".debug_info", ".debug_line", "producers"));
  const auto found = found_in("a.wasm", bytes);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, HasSubstr("`name`, 2 of `.debug_*`."));
  EXPECT_THAT(checks_of("a.wasm", header + section("producers")), IsEmpty());
  EXPECT_THAT(custom_sections(header + "\0\xFF\xFF\xFF\xFF\x7F"s), IsEmpty());
  EXPECT_THAT(custom_sections("\0asm"s), IsEmpty());
}

// --- Archives

struct ZipMember {
  std::string name;
  std::string content;
  std::uint64_t flags = 0;
  std::string name_in_directory = {};  // empty: the same
  bool is_listed = true;
};

/// A zip archive of stored members.
std::string zip_of(const std::vector<ZipMember>& members) {
  std::string files;
  std::string directory;
  std::uint64_t count = 0;
  for (const ZipMember& member : members) {
    const std::uint64_t sum = ::crc32(0, reinterpret_cast<const Bytef*>(member.content.data()),
                                      static_cast<uInt>(member.content.size()));
    const auto facts = [&](const std::string& name) {
      return little(20, 2) + little(member.flags, 2) + little(0, 6) + little(sum, 4) +
             little(member.content.size(), 4) + little(member.content.size(), 4) +
             little(name.size(), 2) + little(0, 2);
    };
    const std::string listed =
        member.name_in_directory.empty() ? member.name : member.name_in_directory;
    if (member.is_listed) {
      directory += "PK\x01\x02" + little(20, 2) + facts(listed) + little(0, 10) +
                   little(files.size(), 4) + listed;
      ++count;
    }
    files += "PK\x03\x04" + facts(member.name) + member.name + member.content;
  }
  return files + directory + "PK\x05\x06" + little(0, 4) + little(count, 2) + little(count, 2) +
         little(directory.size(), 4) + little(files.size(), 4) + little(0, 2);
}

const std::string kText = "a text that is long enough to be compressed, is long enough to be";

TEST(NestedArchives, AreNotesWhereTheyAreOpened) {
  const std::string zip = zip_of({{"a.txt", kText}, {"b/c.txt", kText}});
  EXPECT_THAT(audited_hits("arc-nested", "lib/a.bin", zip), ElementsAre("note lib/a.bin"));
  EXPECT_THAT(audited_hits("arc-nested", "a.gz", gzip(kText)), ElementsAre("note a.gz"));
  EXPECT_THAT(audited_hits("arc-nested", "a.zip", zip_of({{"b.zip", zip}})),
              ElementsAre("note a.zip"));
  EXPECT_THAT(audited_hits("arc-nested", "a.txt", "BZh is how this begins, and no archive"),
              IsEmpty());
}

TEST(NestedArchives, ThatAreNotOpenedAreNamed) {
  for (const std::string& bytes : {"7z\xBC\xAF\x27\x1C and more"s, "Rar!\x1A\x07\x01 and more"s,
                                   "!<arch>\ndebian-binary   1"s}) {
    EXPECT_THAT(audited_hits("arc-nested", "a.bin", bytes), ElementsAre("medium a.bin"));
  }
  EXPECT_THAT(audited_hits("arc-nested", "a.js.br", "anything"), ElementsAre("medium a.js.br"));
}

TEST(NestedArchives, ThatCannotBeReadAreNamed) {
  constexpr std::uint64_t kEncrypted = 1;
  EXPECT_THAT(audited_hits("arc-nested", "a.zip", zip_of({{"a", kText, kEncrypted}, {"b", kText}})),
              ElementsAre("medium a.zip"));
  const std::string compressed = gzip(kText);
  EXPECT_THAT(audited_hits("arc-nested", "a.gz", compressed.substr(0, compressed.size() - 12)),
              ElementsAre("medium a.gz"));
  const std::string inner = compressed.substr(0, compressed.size() - 12);
  EXPECT_THAT(audited_hits("arc-nested", "a.zip", zip_of({{"b.gz", inner}, {"c", kText}})),
              UnorderedElementsAre("note a.zip", "medium a.zip"));
}

TEST(ZipStructures, TellWhatLiesAround) {
  const std::string zip = zip_of({{"a", kText}, {"b", kText}});
  const auto whole = zip_structure(zip);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->bytes_before, 0U);
  EXPECT_EQ(whole->bytes_behind, 0U);
  EXPECT_FALSE(whole->disagrees);
  const auto behind = zip_structure("#!/bin/sh\n" + zip);
  ASSERT_TRUE(behind);
  EXPECT_EQ(behind->bytes_before, 10U);
  EXPECT_EQ(zip_structure(zip + "more")->bytes_behind, 4U);
  EXPECT_EQ(zip_structure(zip + std::string(4, '\0'))->bytes_behind, 0U);
  EXPECT_FALSE(zip_structure("PK\x05\x06" + std::string(18, '\0')));
  EXPECT_FALSE(zip_structure(""));
  EXPECT_TRUE(zip_structure(zip_of({{"a", kText, 0, "b"}}))->disagrees);
  EXPECT_TRUE(zip_structure(zip_of({{"a", kText}, {"b", kText, 0, "", false}}))->disagrees);
  for (std::size_t size = 0; size < zip.size(); ++size) {
    EXPECT_FALSE(zip_structure(zip.substr(0, size)));
  }
}

TEST(Polyglots, AreOfTwoFormats) {
  const std::string zip = zip_of({{"a.txt", kText}});
  const std::string png = "\x89PNG\r\n\x1A\n"s;
  const auto hits = [](const std::string& path, const std::string& bytes) {
    return audited_hits("arc-polyglot", path, bytes);
  };
  EXPECT_THAT(hits("a.png", png + zip), ElementsAre("medium a.png"));
  EXPECT_THAT(hits("a.js", "var a = 1;\n" + zip), ElementsAre("medium a.js"));
  EXPECT_THAT(hits("a.zip", zip), IsEmpty());
  EXPECT_THAT(hits("a.zip", zip + "more"), ElementsAre("medium a.zip"));
  EXPECT_THAT(hits("a.zip", zip_of({{"a", kText, 0, "b"}})), ElementsAre("medium a.zip"));
  EXPECT_THAT(hits("a.crx", "Cr24" + zip), IsEmpty());
  EXPECT_THAT(hits("a.gz", gzip(kText) + "more"), ElementsAre("medium a.gz"));
  EXPECT_THAT(hits("a.gz", gzip(kText) + gzip(kText)), IsEmpty());
  EXPECT_THAT(hits("a.md", "An archive ends with PK\x05\x06 and so on."), IsEmpty());
}

TEST(Polyglots, AreOpenedAllTheSame) {
  const std::string png = "\x89PNG\r\n\x1A\n"s;
  EXPECT_THAT(audited_hits("lit-os-metadata", "a.png", png + zip_of({{"__MACOSX/a", kText}})),
              ElementsAre("medium a.png"));
}

TEST(Polyglots, AreTarsWithSomethingBehind) {
  const std::string tar = TarBuilder().file("a.txt", kText).archive();
  EXPECT_EQ(bytes_behind_tar(tar), 0U);
  EXPECT_EQ(bytes_behind_tar(tar + "more"), 4U);
  EXPECT_EQ(bytes_behind_tar(tar.substr(0, 600)), 0U);
  EXPECT_EQ(bytes_behind_tar(""), 0U);
}

}  // namespace
}  // namespace packwarden
