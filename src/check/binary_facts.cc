#include "check/binary_facts.h"

#include <algorithm>
#include <array>
#include <optional>

#include "check/binary_reader.h"

namespace packwarden {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kMostEntries = 4096;

bool is_portable_executable(std::string_view bytes) {
  const BinaryReader reader(bytes, ByteOrder::little);
  constexpr std::uint64_t kOffsetOfHeader = 0x3C;
  return bytes.starts_with("MZ") && reader.bytes(reader.u32(kOffsetOfHeader), 4) == "PE\0\0"sv;
}

/// Java's class files begin like universal binaries: there the number of architectures is a
/// version, 45 and above.
bool is_mach_o(std::string_view bytes) {
  constexpr std::array kMagic = {"\xFE\xED\xFA\xCE"sv, "\xFE\xED\xFA\xCF"sv, "\xCE\xFA\xED\xFE"sv,
                                 "\xCF\xFA\xED\xFE"sv};
  if (std::any_of(kMagic.begin(), kMagic.end(),
                  [&](std::string_view magic) { return bytes.starts_with(magic); })) {
    return true;
  }
  const std::uint64_t count = BinaryReader(bytes, ByteOrder::big).u32(4);
  return bytes.starts_with("\xCA\xFE\xBA\xBE"sv) && count > 0 && count < 45;
}

/// The parts of an ELF file whose width depends on its class.
class Elf {
 public:
  explicit Elf(std::string_view bytes)
      : reader_(bytes, bytes.size() > 5 && bytes[5] == '\x02' ? ByteOrder::big : ByteOrder::little),
        is_64_(bytes.size() > 4 && bytes[4] == '\x02') {}

  /// An image of memory, ET_CORE: cred-memory-image tells of it.
  [[nodiscard]] bool is_core() const { return reader_.u16(0x10) == 4; }

  [[nodiscard]] ElfFacts facts() const {
    ElfFacts out;
    const std::uint64_t count = std::min(reader_.u16(is_64_ ? 0x3C : 0x30), kMostEntries);
    bool has_dynamic = false;  // there is one in all that can be loaded
    const Section names = section(reader_.u16(is_64_ ? 0x3E : 0x32));
    for (std::uint64_t i = 0; i < count; ++i) {
      constexpr std::uint64_t kDynamic = 6;  // SHT_DYNAMIC
      const Section here = section(i);
      const std::string_view name = reader_.text(names.offset + here.name);
      if (name.starts_with(".debug_") || name.starts_with(".zdebug_"))
        out.has_debug_sections = true;
      if (here.type != kDynamic || has_dynamic) continue;
      has_dynamic = true;
      add_dynamic(here, out);
    }
    return out;
  }

 private:
  struct Section {
    std::uint64_t name = 0;
    std::uint64_t type = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t link = 0;
  };

  [[nodiscard]] Section section(std::uint64_t index) const {
    const std::uint64_t table = is_64_ ? reader_.u64(0x28) : reader_.u32(0x20);
    const std::uint64_t at = table + index * (is_64_ ? 64U : 40U);
    if (is_64_) {
      return {reader_.u32(at), reader_.u32(at + 4), reader_.u64(at + 24), reader_.u64(at + 32),
              reader_.u32(at + 40)};
    }
    return {reader_.u32(at), reader_.u32(at + 4), reader_.u32(at + 16), reader_.u32(at + 20),
            reader_.u32(at + 24)};
  }

  void add_dynamic(const Section& dynamic, ElfFacts& out) const {
    const std::uint64_t texts = section(dynamic.link).offset;
    const std::uint64_t width = is_64_ ? 8 : 4;
    const std::uint64_t count = std::min(dynamic.size / (2 * width), kMostEntries);
    for (std::uint64_t i = 0; i < count && out.needed.size() < kMostEntries; ++i) {
      constexpr std::uint64_t kNeeded = 1;
      constexpr std::uint64_t kSearchPath = 15;
      constexpr std::uint64_t kRunPath = 29;
      const std::uint64_t at = dynamic.offset + i * 2 * width;
      const std::uint64_t tag = reader_.number(at, static_cast<std::size_t>(width));
      if (tag == 0) return;
      const std::string_view text =
          reader_.text(texts + reader_.number(at + width, static_cast<std::size_t>(width)));
      if (tag == kNeeded) out.needed.push_back(text);
      if (tag == kSearchPath || tag == kRunPath) add_parts(text, out.search_paths);
    }
  }

  static void add_parts(std::string_view text, std::vector<std::string_view>& out) {
    for (std::size_t begin = 0; begin < text.size() && out.size() < kMostEntries;) {
      const std::size_t end = std::min(text.find(':', begin), text.size());
      out.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  BinaryReader reader_;
  bool is_64_;
};

/// LEB128 of 32 bits.
std::optional<std::uint64_t> take_number(std::string_view& rest) {
  std::uint64_t out = 0;
  for (unsigned shift = 0; shift < 35 && !rest.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    out |= std::uint64_t{byte & 0x7FU} << shift;
    if ((byte & 0x80U) == 0) return out;
  }
  return std::nullopt;
}

}  // namespace

BinaryKind binary_kind(std::string_view bytes) {
  if (bytes.starts_with("\x7F"
                        "ELF"sv)) {
    return Elf(bytes).is_core() ? BinaryKind::none : BinaryKind::elf;
  }
  if (bytes.starts_with("\0asm"sv)) return BinaryKind::webassembly;
  if (is_portable_executable(bytes)) return BinaryKind::pe;
  if (is_mach_o(bytes)) return BinaryKind::mach_o;
  const bool is_library =
      bytes.starts_with("!<arch>\n"sv) && !bytes.substr(8).starts_with("debian-binary");
  return is_library ? BinaryKind::static_library : BinaryKind::none;
}

ElfFacts elf_facts(std::string_view bytes) { return Elf(bytes).facts(); }

std::string_view pdb_path(std::string_view bytes) {
  constexpr std::string_view kMark = "RSDS";
  constexpr std::size_t kBeforePath = 24;  // the mark, a GUID and an age
  constexpr int kMostMarks = 100;
  const BinaryReader reader(bytes, ByteOrder::little);
  std::size_t at = bytes.find(kMark);
  for (int mark = 0; mark < kMostMarks && at != std::string_view::npos; ++mark) {
    const std::string_view path = reader.text(at + kBeforePath);
    if (path.ends_with(".pdb") || path.ends_with(".PDB")) return path;
    at = bytes.find(kMark, at + kMark.size());
  }
  return {};
}

std::vector<std::string_view> custom_sections(std::string_view bytes) {
  constexpr std::size_t kMost = 1000;
  std::vector<std::string_view> out;
  std::string_view rest = bytes.substr(std::min<std::size_t>(8, bytes.size()));
  while (!rest.empty() && out.size() < kMost) {
    const bool is_custom = rest.front() == '\0';
    rest.remove_prefix(1);
    const auto size = take_number(rest);
    if (!size || *size > rest.size()) return out;
    std::string_view section = rest.substr(0, static_cast<std::size_t>(*size));
    rest.remove_prefix(section.size());
    if (!is_custom) continue;
    const auto length = take_number(section);
    if (length && *length <= section.size()) {
      out.push_back(section.substr(0, static_cast<std::size_t>(*length)));
    }
  }
  return out;
}

}  // namespace packwarden
