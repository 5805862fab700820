#include "check/archives.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/zip_structure.h"
#include "decode/container.h"

namespace packwarden {
namespace {

using namespace std::string_view_literals;

struct Format {
  std::string_view magic;
  std::string_view name;
};

/// What packwarden opens.
constexpr std::array kOpened = {Format{"PK\x03\x04"sv, "zip"}, Format{"\x1F\x8B\x08"sv, "gzip"},
                                Format{"\xFD"
                                       "7zXZ\0"sv,
                                       "xz"},
                                Format{"\x28\xB5\x2F\xFD"sv, "zstd"}};
/// What it does not.
constexpr std::array kClosed = {
    Format{"7z\xBC\xAF\x27\x1C"sv, "7z"}, Format{"Rar!\x1A\x07"sv, "rar"},
    Format{"MSCF\0\0\0\0"sv, "cab"},      Format{"xar!\0"sv, "xar"},
    Format{"LZIP\x01"sv, "lzip"},         Format{"\x04\x22\x4D\x18"sv, "lz4"},
    Format{"hsqs"sv, "squashfs"},         Format{"!<arch>\ndebian-binary"sv, "deb"}};

template <std::size_t size>
std::string_view name_in(const std::array<Format, size>& formats, std::string_view bytes) {
  const auto* const found = std::find_if(formats.begin(), formats.end(), [&](const Format& format) {
    return bytes.starts_with(format.magic);
  });
  return found == formats.end() ? std::string_view() : found->name;
}

/// The first block of a bzip2 file tells more than its three letters.
bool is_bzip2(std::string_view bytes) {
  return bytes.starts_with("BZh") &&
         bytes.substr(std::min<std::size_t>(4, bytes.size())).starts_with("1AY&SY");
}

std::string_view opened_format(std::string_view bytes) {
  if (is_bzip2(bytes)) return "bzip2";
  if (container_of(bytes) == Container::tar) return "tar";
  return name_in(kOpened, bytes);
}

void run_nested(const CheckedFile& file, FileHits& hits) {
  const std::string_view opened = opened_format(file.bytes());
  if (!opened.empty()) {
    return hits.add({Severity::note, "Format " + std::string(opened) + ", opened.", ""});
  }
  std::string_view closed = name_in(kClosed, file.bytes());
  if (closed.empty() && file.extension() == "br") closed = "brotli";
  if (closed.empty()) return;
  hits.add({Severity::medium, "Not analysed: format " + std::string(closed) + ".", ""});
}

// --- arc-polyglot

/// What may have a zip archive behind it. Whatever else is text, where only an archive without a
/// comment is looked for: that takes no search.
bool may_hold_zip(std::string_view bytes) {
  constexpr std::size_t kEndSize = 22;
  if (bytes.size() < kEndSize) return false;
  if (bytes.substr(bytes.size() - kEndSize).starts_with("PK\x05\x06")) return true;
  const auto is_binary = [](char c) { return c == '\0' || static_cast<unsigned char>(c) >= 0x80; };
  const std::string_view begin = bytes.substr(0, 64);
  return bytes.starts_with("PK") || bytes.starts_with("#!") || bytes.starts_with("%PDF") ||
         bytes.starts_with("GIF8") || std::any_of(begin.begin(), begin.end(), is_binary);
}

std::string fault_of_zip(std::string_view bytes) {
  if (!may_hold_zip(bytes) || bytes.starts_with("Cr24")) return {};  // extensions of Chrome
  const auto zip = zip_structure(bytes);
  if (!zip) return {};
  if (zip->bytes_before > 0) {
    return "A zip archive begins behind " + counted(zip->bytes_before, "byte") +
           " of something else.";
  }
  if (zip->bytes_behind > 0) {
    return counted(zip->bytes_behind, "byte") + " follow the end of the zip archive.";
  }
  return zip->disagrees ? "The directory of the zip archive and the files in it disagree." : "";
}

std::string fault_of(std::string_view bytes) {
  std::string out = fault_of_zip(bytes);
  if (!out.empty()) return out;
  std::uint64_t behind = 0;
  if (container_of(bytes) == Container::tar) {
    behind = bytes_behind_tar(bytes);
  } else if (bytes.starts_with("\x1F\x8B\x08")) {
    behind = bytes_behind_gzip(bytes);
  }
  return behind == 0 ? std::string() : counted(behind, "byte") + " follow the end of the archive.";
}

void run_polyglot(const CheckedFile& file, FileHits& hits) {
  std::string fault = fault_of(file.bytes());
  if (!fault.empty()) hits.add({Severity::medium, std::move(fault), ""});
}

}  // namespace

const FileCheck kNestedArchive = {{"arc-nested", Severity::note, "Archive in the package",
                                   "Reviewers and most scanners do not look into archives.",
                                   "Ship what is in `{path}` as plain files."},
                                  Reach::every,
                                  {},
                                  run_nested,
                                  {},
                                  Joined::by_package};

const FileCheck kPolyglot = {{"arc-polyglot", Severity::medium, "File of two formats",
                              "One reader sees what another does not: so content is hidden.",
                              "Build `{path}` anew, or ship what is in it as plain files."},
                             Reach::every,
                             {},
                             run_polyglot,
                             {}};

void add_unread_archive(const CheckedFile& archive, const FilePlace& place, std::string_view why,
                        std::vector<Finding>& out) {
  // It was added a short while ago.
  const auto note = std::find_if(out.rbegin(), out.rend(), [&](const Finding& finding) {
    return finding.rule_id == kNestedArchive.info.id && finding.location.via == place.via;
  });
  if (note != out.rend()) out.erase(std::next(note).base());
  FileHits(kNestedArchive.info, archive, place, out)
      .add({Severity::medium, "Not analysed in part: it " + std::string(why) + ".", ""});
}

}  // namespace packwarden
