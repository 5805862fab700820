#include "check/practice.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace packwarden {

void PracticeHits::add(Severity severity, ByteSpan at, std::string detail) {
  Places& places = found_[file_.is_test() ? Severity::note : severity];
  if (places.at.empty()) places.detail = std::move(detail);
  places.at.push_back(at);
}

void PracticeHits::tell(FileHits& hits) const {
  for (const auto& [severity, places] : found_) {
    std::string detail = places.detail;
    if (places.at.size() > 1) {
      detail +=
          (detail.empty() ? "" : " ") + ("It has " + counted(places.at.size(), "such place")) + ".";
    }
    hits.add_all({severity, std::move(detail), ""}, places.at);
  }
}

void judge_words(const CheckedFile& file, FileHits& hits, std::span<const std::string_view> words,
                 void (*judge)(CodeTokenSpan expression, const CheckedFile& file,
                               PracticeHits& hits)) {
  PracticeHits found(file);
  CodeSight sight(file.bytes());
  for (const CodeWord& word : file.words()) {
    if (!is_one_of(word.word, words)) continue;
    const std::vector<CodeToken> expression = sight.expression_at(word.at);
    if (!expression.empty()) judge(expression, file, found);
  }
  found.tell(hits);
}

std::vector<CodeTokenSpan> arguments_of(CodeTokenSpan expression,
                                        std::span<const std::string_view> methods) {
  std::size_t at = 1;
  if (!methods.empty()) {
    const bool is_method = expression.size() > 2 && expression[1].is_sign('.') &&
                           is_one_of(expression[2].text, methods);
    if (!is_method) return {};
    at = 3;
  }
  if (expression.size() <= at || !expression[at].is_sign('(')) return {};
  return parts_in_bracket(expression.subspan(at));
}

char byte_before(std::string_view program, std::size_t at) {
  constexpr std::size_t kMostBlanks = 200;
  const std::string_view before = program.substr(0, at).substr(at - std::min(at, kMostBlanks));
  const std::size_t last = before.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? '\0' : before[last];
}

bool is_shown(const CheckedFile& file) {
  constexpr std::array<std::string_view, 6> kDirectories = {"doc",  "docs",    "example",
                                                            "demo", "samples", "examples"};
  return file.is_test() || file.is_documentation() ||
         std::any_of(kDirectories.begin(), kDirectories.end(), [&](std::string_view directory) {
           return has_directory(file.folded(), directory);
         });
}

bool is_dockerfile(std::string_view name) {
  // Grammars and pages of that name are none.
  constexpr std::array<std::string_view, 12> kOthers = {"cjs", "css", "html", "js",  "json", "map",
                                                        "md",  "mjs", "snap", "svg", "ts",   "txt"};
  if (name.ends_with(".dockerfile")) return true;
  if (name == "dockerfile" || name == "containerfile") return true;
  return name.starts_with("dockerfile.") && !is_one_of(name.substr(name.rfind('.') + 1), kOthers);
}

bool is_app(const PackageView& package) {
  if (package.package() == nullptr) return false;
  const Json* scripts = package.manifest().find("scripts");
  if (scripts != nullptr && scripts->find("start") != nullptr) return true;
  const auto files = package.names();
  return std::any_of(files.begin(), files.end(),
                     [](const CheckedFile& file) { return is_dockerfile(file.name()); });
}

bool depends_on(const PackageView& package, std::string_view dependency) {
  constexpr std::array<std::string_view, 2> kBlocks = {"dependencies", "optionalDependencies"};
  return std::any_of(kBlocks.begin(), kBlocks.end(), [&](std::string_view block) {
    const Json* members = package.manifest().find(block);
    return members != nullptr && members->find(dependency) != nullptr;
  });
}

}  // namespace packwarden
