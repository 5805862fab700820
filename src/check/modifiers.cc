#include "check/modifiers.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/text.h"
#include "check/build_output.h"
#include "check/release.h"

namespace packwarden {
namespace {

constexpr std::string_view kSameBefore = " The release before had the same file.";
constexpr std::string_view kNotBefore = " The release before did not have the file.";

bool is_exempt(const Finding& finding) {
  constexpr std::array<std::string_view, 4> kGroups = {"pkg-", "dif-", "out-", "practice-"};
  constexpr std::array<std::string_view, 5> kChecks = {"lit-docs-and-media", "lit-hidden-file",
                                                       "lit-tests", "lit-tool-config",
                                                       "lit-untracked-file"};
  const std::string_view id = finding.rule_id;
  return std::any_of(kGroups.begin(), kGroups.end(),
                     [&](std::string_view group) { return id.starts_with(group); }) ||
         is_one_of(id, kChecks) ||
         std::any_of(finding.also.begin(), finding.also.end(), [&](const AlsoAt& other) {
           return other.location.path != finding.location.path;
         });
}

bool is_unknown_to_git(const PackedPath& file) {
  return file.origin == Origin::untracked || file.origin == Origin::ignored;
}

/// A step, and the sentence that says why.
struct Step {
  int size = 0;
  std::string_view why;
};

/// What git knows of the files of a package.
class OriginSteps {
 public:
  explicit OriginSteps(const PackageView& package) : output_(package.manifest()) {}

  [[nodiscard]] Step of(const PackedPath& file) const {
    if (!is_unknown_to_git(file) || output_.contains(file.path)) return {};
    return {1, file.origin == Origin::ignored
                   ? " Git ignores the file, so it may be here by accident."
                   : " Git does not track the file, so it may be here by accident."};
  }

 private:
  BuildOutput output_;
};

/// Whether a part of a name says which content this is: a digest, as bundlers put it there, or a
/// number of a version.
bool changes_with_content(std::string_view part) {
  constexpr std::size_t kShortest = 6;
  constexpr std::size_t kShortestWord = 8;
  const auto are_all = [&](auto is_of) { return std::all_of(part.begin(), part.end(), is_of); };
  if (!part.empty() && are_all(is_ascii_digit)) return true;
  const auto is_base32 = [](char c) { return is_ascii_upper(c) || is_ascii_digit(c); };
  if (part.size() >= kShortestWord && are_all(is_base32)) return true;
  const auto is_letter_or_digit = [](char c) { return is_ascii_letter(c) || is_ascii_digit(c); };
  return part.size() >= kShortest && are_all(is_letter_or_digit) &&
         std::any_of(part.begin(), part.end(), is_ascii_digit);
}

/// The path with `#` in place of such parts of its name: `dist/index-4f3a2b1c.js`.
std::string without_content(std::string_view path) {
  std::string out(path.substr(0, path.rfind('/') + 1));  // npos + 1 is 0
  std::string_view name = path.substr(out.size());
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("-._"), name.size());
    const std::string_view part = name.substr(0, end);
    out += changes_with_content(part) ? "#" : part;
    if (end < name.size()) out += name[end];
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return out;
}

/// What the release before had.
class NoveltySteps {
 public:
  explicit NoveltySteps(const Release* before) : before_(before) {
    if (before == nullptr) return;
    for (const ReleasedFile& file : before->files) {
      contents_.insert(file.sha256);
      names_.insert(without_content(file.path));
    }
  }

  [[nodiscard]] Step of(const PackedPath& file) const {
    if (before_ == nullptr || file.sha256.empty()) return {};
    if (const ReleasedFile* old = before_->find(file.path)) {
      if (old->sha256 != file.sha256) return {};
      return {-1, kSameBefore};
    }
    const bool is_known =
        contents_.contains(file.sha256) || names_.contains(without_content(file.path));
    return is_known ? Step() : Step{1, kNotBefore};
  }

 private:
  const Release* before_;
  std::set<std::string, std::less<>> contents_;  // by their digests
  std::set<std::string, std::less<>> names_;
};

void raise(Finding& finding, std::string_view why) {
  if (finding.severity >= Severity::high) return;
  finding.severity = finding.severity == Severity::medium ? Severity::high : Severity::medium;
  finding.message += why;
}

void lower(Finding& finding, std::string_view why) {
  if (finding.severity != Severity::medium) return;
  finding.severity = Severity::note;
  finding.message += why;
}

}  // namespace

void modify_severities(const PackageView& package, const std::vector<Finding*>& findings) {
  const auto files = package.files();
  const bool is_any_unknown = std::any_of(files.begin(), files.end(), is_unknown_to_git);
  if (!is_any_unknown && package.previous() == nullptr) return;
  const OriginSteps origins(package);
  const NoveltySteps novelty(package.previous());
  for (Finding* finding : findings) {
    if (finding->kind != FindingKind::content || is_exempt(*finding)) continue;
    const PackedPath* file = package.find(finding->location.path);
    if (file == nullptr) continue;
    const Step by_origin = origins.of(*file);
    const Step by_novelty = novelty.of(*file);
    const int sum = by_origin.size + by_novelty.size;
    if (sum > 0) raise(*finding, by_origin.size > 0 ? by_origin.why : by_novelty.why);
    if (sum < 0) lower(*finding, by_novelty.why);
  }
}

std::string without_weighing(std::string message) {
  for (const std::string_view why : {kSameBefore, kNotBefore}) {
    const std::size_t at = message.rfind(why);
    if (at != std::string::npos) message.erase(at, why.size());
  }
  return message;
}

}  // namespace packwarden
