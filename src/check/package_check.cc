#include "check/package_check.h"

#include <algorithm>
#include <utility>

#include "npm/package.h"

namespace packwarden {

PackageView::PackageView(std::span<const PackedPath> files, std::span<const Finding> findings,
                         const Package* package, Reader reader, std::span<const FileFacts> facts)
    : files_(files),
      findings_(findings),
      package_(package),
      reader_(std::move(reader)),
      facts_(facts) {
  for (const FileFacts& file : facts_) {
    const std::string_view path = file.path;
    if (!file.manifest.is_json) continue;
    manifests_.try_emplace(path.substr(0, path.rfind('/') + 1), &file.manifest);
  }
  manifest_text_ = read(kManifestName, kMaxManifestBytes).value_or("");
  places_ = JsonPlaces(manifest_text_);
  auto parsed = parse_json(manifest_text_, kManifestName);
  if (parsed && parsed->object() != nullptr) manifest_ = *std::move(parsed);
}

std::span<const CheckedFile> PackageView::names() const {
  if (names_.empty()) {
    names_.reserve(files_.size());
    for (const PackedPath& file : files_) names_.emplace_back(file.path, "", file.mode);
  }
  return names_;
}

const PackedPath* PackageView::find(std::string_view path) const {
  const auto found =
      std::lower_bound(files_.begin(), files_.end(), path,
                       [](const PackedPath& file, std::string_view to) { return file.path < to; });
  return found != files_.end() && found->path == path ? &*found : nullptr;
}

bool PackageView::has_directory(std::string_view directory) const {
  const auto found =
      std::lower_bound(files_.begin(), files_.end(), directory,
                       [](const PackedPath& file, std::string_view to) { return file.path < to; });
  return found != files_.end() && found->path.starts_with(directory);
}

const FileFacts* PackageView::find_facts(std::string_view path) const {
  const auto found =
      std::lower_bound(facts_.begin(), facts_.end(), path,
                       [](const FileFacts& file, std::string_view to) { return file.path < to; });
  return found != facts_.end() && found->path == path ? &*found : nullptr;
}

const ManifestSigns* PackageView::manifest_in(std::string_view directory) const {
  const auto found = manifests_.find(directory);
  return found == manifests_.end() ? nullptr : found->second;
}

std::string_view PackageView::text_in_manifest(std::string_view key) const {
  const Json* value = manifest_.find(key);
  const std::string* text = value == nullptr ? nullptr : value->string();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::optional<std::string> PackageView::read(const std::string& path, std::uint64_t limit) const {
  return reader_ ? reader_(path, limit) : std::nullopt;
}

const ModuleSigns& PackageView::module_signs_of(const std::string& path) const {
  const auto [known, is_new] = module_signs_.try_emplace(path);
  if (is_new) known->second = module_signs(read(path).value_or(""));
  return known->second;
}

void PackageHits::add(Hit hit, std::string_view path) {
  Finding finding = finding_of(check_, hit, path);
  finding.location.path = path;
  out_.push_back(std::move(finding));
}

void PackageHits::add(Hit hit, std::span<const Location> places) {
  constexpr std::size_t kMostOthers = 100;
  Finding finding = finding_of(check_, hit, places.front().path);
  finding.location = places.front();
  for (const Location& place : places.subspan(1, std::min(places.size() - 1, kMostOthers))) {
    finding.also.push_back({finding.rule_id, place, {}});
  }
  out_.push_back(std::move(finding));
}

void PackageHits::add_all(Hit hit, std::span<const std::string_view> paths) {
  std::vector<Location> places(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) places[i].path = paths[i];
  add(std::move(hit), places);
}

void PackageHits::add_in_manifest(Hit hit, std::span<const JsonStep> steps) {
  constexpr std::size_t kMostPlaces = 200;
  if (++in_manifest_ > kMostPlaces) return;
  if (in_manifest_ == kMostPlaces) hit.detail += " There may be more such places.";
  Finding finding = finding_of(check_, hit, kManifestName);
  Location& location = finding.location;
  location.path = kManifestName;
  const std::string_view text = package_.manifest_text();
  if (const auto place = package_.place_in_manifest(steps); place && !steps.empty()) {
    location.span = place->bytes;
    location.start = place->start;
    location.end = line_column_from(text, place->bytes.begin, place->start, place->bytes.end);
  }
  out_.push_back(std::move(finding));
}

void check_package(const PackageView& package, std::vector<Finding>& out) {
  for (const PackageCheck* check : package_checks()) {
    if (!package.groups().contains(check->group)) continue;
    PackageHits hits(check->info, package, out);
    check->run(package, hits);
  }
}

}  // namespace packwarden
