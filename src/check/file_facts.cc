#include "check/file_facts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/byte_search.h"
#include "base/json.h"
#include "base/json_scanner.h"
#include "base/text.h"
#include "decode/byte_set.h"
#include "decode/source_mappings.h"
#include "npm/manifest.h"

namespace packwarden {
namespace {

Location place_of(const CheckedFile& file, ByteSpan span) {
  Location out;
  out.path = file.path();
  out.span = span;
  out.start = line_column(file.bytes(), span.begin);
  out.end = line_column_from(file.bytes(), span.begin, out.start, span.end);
  return out;
}

Location place_of(const CheckedFile& file) {
  Location out;
  out.path = file.path();
  return out;
}

/// A program, a declaration or a style sheet: what may say where its map is.
bool may_have_map(const CheckedFile& file) {
  constexpr std::array<std::string_view, 9> kExtensions = {"js",  "cjs", "mjs", "jsx", "ts",
                                                           "cts", "mts", "tsx", "css"};
  return is_one_of(file.extension(), kExtensions);
}

/// Whether `text` ends with what begins the comment of such an address.
bool ends_like_comment(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  constexpr std::array<std::string_view, 4> kStarts = {"//#", "//@", "/*#", "/*@"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [text](std::string_view start) { return text.ends_with(start); });
}

/// How many lines of `text` hold something.
std::size_t count_lines(std::string_view text) {
  std::size_t out = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) ++out;
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return out;
}

/// The address in one of the last three lines; an empty span: there is none. Elsewhere it is in a
/// text of a program.
ByteSpan link_at_end(std::string_view text) {
  constexpr std::size_t kTail = 1024;
  constexpr std::size_t kMostLines = 3;
  constexpr std::string_view kKey = "sourceMappingURL=";
  const std::size_t tail = text.size() - std::min(text.size(), kTail);
  std::size_t key = std::string_view::npos;
  for (std::size_t at = find_text(text, kKey, tail); at != std::string_view::npos;
       at = find_text(text, kKey, at + 1)) {
    key = at;
  }
  if (key == std::string_view::npos || !ends_like_comment(text.substr(0, key))) return {};
  const std::size_t begin = key + kKey.size();
  if (count_lines(text.substr(begin)) > kMostLines) return {};
  const std::size_t end = std::min(text.find_first_of(" \t\r\n'\"*", begin), text.size());
  return {begin, end};
}

void add_link(const CheckedFile& file, FileFacts& out) {
  const ByteSpan span = link_at_end(file.bytes());
  if (span.size() == 0) return;
  const std::string_view url = file.bytes().substr(span.begin, span.size());
  if (url.starts_with("data:")) return;
  const std::string_view rest = file.bytes().substr(span.end);
  out.links.push_back({std::string(url), place_of(file, span)});
  out.lines =
      out.links.back().at.end.line + count_byte(rest, '\n') - (rest.ends_with('\n') ? 1 : 0);
}

/// A number of WebAssembly (LEB128), from `at` on, which is left behind it; 0: it is too large.
std::size_t read_size(std::string_view bytes, std::size_t& at) {
  constexpr unsigned kMostShift = 21;
  std::size_t out = 0;
  for (unsigned shift = 0; at < bytes.size() && shift <= kMostShift; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    out |= static_cast<std::size_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return out;
  }
  return 0;
}

/// The address in the section of a WebAssembly module that is called so: the name and the address
/// have their sizes in front of them.
void add_link_of_wasm(const CheckedFile& file, FileFacts& out) {
  constexpr std::string_view kName = "\x10sourceMappingURL";
  const std::size_t name = find_text(file.bytes(), kName);
  if (name == std::string_view::npos) return;
  std::size_t at = name + kName.size();
  const std::size_t size = read_size(file.bytes(), at);
  if (size == 0 || size > file.bytes().size() - at) return;
  Location place = place_of(file);
  place.span = {at, at + size};
  out.links.push_back({std::string(file.bytes().substr(at, size)), std::move(place)});
}

/// The address that `text` begins with: a map in it is as long as a file.
std::string_view address_at_begin(std::string_view text) {
  static constexpr ByteSet kEnds(" \t\r\n'\"*\\`");
  const auto* const end =
      std::find_if(text.begin(), text.end(), [](char c) { return kEnds.has(c); });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// The map that the address from `begin` on holds. One without sources is what a program writes
/// that makes maps.
void add_inline_map(const CheckedFile& file, std::uint64_t begin, FileFacts& out) {
  constexpr std::string_view kKey = "sourceMappingURL=";
  const std::string_view url = address_at_begin(file.bytes().substr(begin + kKey.size()));
  const std::optional<std::string> map = source_map_in(url);
  if (!map) return;
  SourceMapOutline outline = outline_source_map(*map);
  if (!outline.is_map || outline.sources.empty()) return;
  const std::uint64_t from = begin + kKey.size();
  out.maps.push_back(
      {std::move(outline), place_of(file, {from, from + url.size()}), true, url.size()});
}

/// Calls `take` with each place of a finding in the file itself.
template <class Taking>
void for_each_place(const Finding& finding, Taking take) {
  if (finding.location.via.empty()) take(finding.location.span);
  for (const AlsoAt& also : finding.also) {
    if (also.location.via.empty()) take(also.location.span);
  }
}

void add_host(const CheckedFile& file, ByteSpan span, FileFacts& out) {
  constexpr std::size_t kMostHosts = 20;
  ++out.plain_http;
  std::string host(file.bytes().substr(span.begin, span.size()));
  if (out.hosts.size() < kMostHosts &&
      std::find(out.hosts.begin(), out.hosts.end(), host) == out.hosts.end()) {
    out.hosts.push_back(std::move(host));
  }
}

bool is_set(const Json& manifest, std::string_view key) {
  const Json* value = manifest.find(key);
  return value != nullptr && !value->is_null();
}

ManifestSigns signs_of_parsed(std::string_view text) {
  const auto manifest = parse_json(text, kManifestName);
  if (!manifest) return {};
  const Json* type = manifest->find("type");
  const std::string* name = type == nullptr ? nullptr : type->string();
  return {true, name != nullptr && *name == "module", is_set(*manifest, "exports"),
          is_set(*manifest, "imports")};
}

/// The same without making values of what is not asked for; none where keys are written in an
/// unusual way, or the text is no object.
std::optional<ManifestSigns> signs_of_scanned(std::string_view text) {
  JsonScanner scanner(text, 0);
  ManifestSigns out{.is_json = true};
  if (!scanner.take('{')) return std::nullopt;
  do {
    const auto key = scanner.value();
    if (!key || !scanner.take(':')) return std::nullopt;
    const auto value = scanner.value();
    if (!value) return std::nullopt;
    const std::string_view name = text.substr(key->begin, key->size());
    const std::string_view what = text.substr(value->begin, value->size());
    const bool is_plain = name.starts_with('"') && name.find('\\') == std::string_view::npos;
    if (!is_plain || (name == "\"type\"" && what.find('\\') != std::string_view::npos)) {
      return std::nullopt;
    }
    if (name == "\"type\"") out.is_module = what == "\"module\"";
    if (name == "\"exports\"") out.has_exports = what != "null";
    if (name == "\"imports\"") out.has_imports = what != "null";
  } while (scanner.take(','));
  return scanner.take('}') && scanner.at() == text.size() ? std::optional(out) : std::nullopt;
}

ManifestSigns manifest_signs(std::string_view text) {
  if (text.size() > kMaxManifestBytes) return {};
  const auto scanned = signs_of_scanned(text);
  return scanned ? *scanned : signs_of_parsed(text);
}

}  // namespace

FileFacts facts_of(const CheckedFile& file, std::span<const Finding> by_rules) {
  FileFacts out;
  out.path = file.path();
  out.is_aside =
      file.is_test() || file.is_documentation() || has_directory(file.folded(), "node_modules");
  if (file.extension() == "map") {
    SourceMapOutline outline = outline_source_map(file.bytes());
    out.maps.push_back({std::move(outline), place_of(file), false, file.bytes().size()});
  }
  if (may_have_map(file)) add_link(file, out);
  if (file.extension() == "wasm") add_link_of_wasm(file, out);
  if (is_javascript(file.path())) out.format = first_module_format(file.bytes());
  if (file.name() == kManifestName) out.manifest = manifest_signs(file.bytes());
  const bool is_shown = file.is_documentation() && !may_have_map(file);
  for (const Finding& finding : by_rules) {
    for_each_place(finding, [&](ByteSpan span) {
      if (finding.rule_id == "map-inline" && !is_shown) add_inline_map(file, span.begin, out);
      if (finding.rule_id == "net-plain-http" && file.is_code()) add_host(file, span, out);
    });
  }
  return out;
}

}  // namespace packwarden
