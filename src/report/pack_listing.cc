#include "report/pack_listing.h"

#include <algorithm>
#include <ostream>
#include <set>
#include <string_view>
#include <utility>

#include "base/json_writer.h"
#include "base/text.h"
#include "npm/javascript.h"
#include "report/page.h"

namespace packwarden {
namespace {

constexpr std::string_view kInstalled = "node_modules/";
constexpr int kFirstKeyedByName = 12;
/// So many bytes are passed on at once.
constexpr std::size_t kPiece = std::size_t{64} * 1024;

bool is_bundled(const PackedFile& file) { return file.path.starts_with(kInstalled); }

/// The package that a path below `node_modules` belongs to, its scope included.
std::string package_of(std::string_view path) {
  path.remove_prefix(kInstalled.size());
  std::size_t end = path.find('/');
  if (path.starts_with('@') && end != std::string_view::npos && end + 1 < path.size() && end > 1) {
    end = path.find('/', end + 1);
  }
  return std::string(path.substr(0, end));
}

std::string version_of(const PackListing& listing) { return javascript_text(listing.version); }

/// The name that npm lists is not quite that of the file that it writes: one "@" and one slash are
/// replaced, wherever they are.
std::string listed_filename(const PackListing& listing) {
  std::string out = listing.name;
  if (const std::size_t at = out.find('@'); at != std::string::npos) out.erase(at, 1);
  if (const std::size_t slash = out.find('/'); slash != std::string::npos) out[slash] = '-';
  return out + "-" + version_of(listing) + ".tgz";
}

/// Passes on what is written when there is enough of it.
Result<void> flush(JsonWriter& out, std::size_t enough, const TextSink& sink) {
  if (out.written().size() < enough) return {};
  TRY(sink(out.written()));
  out.clear();
  return {};
}

Result<void> write_files(const PackList& list, JsonWriter& out, const TextSink& sink) {
  out.open_array();
  for (const std::size_t place : list.json_order()) {
    const PackedFile& file = list.files[place];
    out.open_object();
    out.key("path");
    out.text(file.path);
    out.key("size");
    out.number(file.listed_size());
    out.key("mode");
    out.number(file.mode);
    out.close_object();
    TRY(flush(out, kPiece, sink));
  }
  out.close_array();
  return {};
}

Json texts(const std::vector<std::string>& values) {
  return Json::Array(values.begin(), values.end());
}

Result<void> write_package(const PackListing& listing, JsonWriter& out, const TextSink& sink) {
  out.open_object();
  out.member("id", listing.name + "@" + version_of(listing));
  out.member("name", listing.name);
  out.member("version", listing.version);
  out.member("size", nullptr);
  out.member("unpackedSize", listing.list.unpacked_size());
  out.member("shasum", nullptr);
  out.member("integrity", nullptr);
  out.member("filename", listed_filename(listing));
  out.key("files");
  TRY(write_files(listing.list, out, sink));
  out.member("entryCount", std::uint64_t{listing.list.files.size()});
  out.member("bundled", texts(bundled_names(listing.list)));
  out.close_object();
  return {};
}

void write_contents(Page& page, const PackListing& listing) {
  page.section();
  page.line({}, prose("Tarball Contents"));
  for (const std::size_t place : listing.list.json_order()) {
    const PackedFile& file = listing.list.files[place];
    if (is_bundled(file)) continue;
    std::string size = human_bytes(file.listed_size());
    size.insert(0, 9 - std::min<std::size_t>(size.size(), 9), ' ');
    page.line({size + "  ", 11}, {{file.path}});
  }
}

void row(Page& page, std::string label, std::vector<Word> words) {
  label += ":";
  label.resize(17, ' ');
  page.line({label, label.size()}, words);
}

void write_details(Page& page, const PackListing& listing) {
  const std::vector<std::string> bundled = bundled_names(listing.list);
  const auto count = static_cast<std::uint64_t>(
      std::count_if(listing.list.files.begin(), listing.list.files.end(), is_bundled));
  page.section();
  page.line({}, prose("Tarball Details"));
  row(page, "name", {{listing.name}});
  row(page, "version", {{version_of(listing)}});
  row(page, "filename", {{listing.filename}});
  row(page, "unpacked size", {{human_bytes(listing.list.unpacked_size())}});
  if (!bundled.empty()) {
    row(page, "bundled deps", {{grouped(bundled.size())}});
    row(page, "bundled files", {{grouped(count)}});
    row(page, "own files", {{grouped(listing.list.files.size() - count)}});
  }
  row(page, "total files", {{grouped(listing.list.files.size())}});
  if (listing.npm != 0) row(page, "packing rules", {{"npm"}, {std::to_string(listing.npm)}});
}

void write_listing(Page& page, const PackListing& listing) {
  page.section();
  page.line({}, {{listing.name + "@" + version_of(listing), Tone::strong}});
  write_contents(page, listing);
  const std::vector<std::string> bundled = bundled_names(listing.list);
  if (!bundled.empty()) {
    page.section();
    page.line({}, prose("Bundled Dependencies"));
    for (const std::string& name : bundled) page.line({"  ", 4}, {{name}});
  }
  write_details(page, listing);
  if (listing.notes.empty() || page.verbosity() == Verbosity::quiet) return;
  page.section();
  page.line({}, prose("Notes:"));
  for (const std::string& note : listing.notes) page.line({"  ", 4}, prose(note));
}

}  // namespace

std::vector<std::string> bundled_names(const PackList& list) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const PackedFile& file : list.files) {
    if (!is_bundled(file)) continue;
    std::string name = package_of(file.path);
    if (!name.empty() && seen.insert(name).second) out.push_back(std::move(name));
  }
  return out;
}

Result<void> write_pack_json(const std::vector<PackListing>& listings, const TextSink& sink) {
  const bool is_keyed = !listings.empty() && listings.front().npm >= kFirstKeyedByName;
  JsonWriter text(2);
  is_keyed ? text.open_object() : text.open_array();
  for (const PackListing& listing : listings) {
    if (is_keyed) text.key(listing.name);
    TRY(write_package(listing, text, sink));
  }
  is_keyed ? text.close_object() : text.close_array();
  return sink(text.take() + '\n');
}

void write_pack_text(const std::vector<PackListing>& listings, const ReportStyle& style,
                     std::ostream& out) {
  Page page(style, out);
  for (const PackListing& listing : listings) write_listing(page, listing);
}

}  // namespace packwarden
