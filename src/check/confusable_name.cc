#include <algorithm>
#include <string>

#include "check/all.h"
#include "check/popular_names.h"
#include "check/release.h"
#include "check/wording.h"

namespace packwarden {
namespace {

/// "@scope/name" written as people who forget the scope write it: with `separator` in place of the
/// slash.
std::string without_scope(std::string_view name, std::string_view separator) {
  const std::size_t slash = name.find('/');
  return std::string(name.substr(1, slash - 1)) + std::string(separator) +
         std::string(name.substr(slash + 1));
}

bool may_be_taken_for(std::string_view name, std::string_view popular) {
  if (is_one_edit_away(name, popular)) return true;
  if (!popular.starts_with('@')) return false;
  return name == without_scope(popular, "-") || name == without_scope(popular, "");
}

/// The name as its own scope has it says whose it is.
void run(const PackageView& package, PackageHits& hits) {
  constexpr std::size_t kShortest = 5;
  const std::string_view name = package.text_in_manifest("name");
  const auto& popular = popular_names();
  const bool is_known = package.previous() != nullptr && package.previous()->name == name;
  if (name.size() < kShortest || is_known || name.starts_with('@')) return;
  if (std::binary_search(popular.begin(), popular.end(), name)) return;
  const auto found = std::find_if(popular.begin(), popular.end(), [&](std::string_view candidate) {
    return may_be_taken_for(name, candidate);
  });
  if (found == popular.end()) return;
  hits.add_in_manifest({hits.severity(), "It is close to " + quoted(*found) + ".", ""}, {"name"});
}

}  // namespace

const PackageCheck kConfusableName = {
    {"pkg-name-confusable", Severity::medium, "Name that may be taken for another's",
     "Whoever mistypes the name of a known package gets this one, and may take it for an attack.",
     "Choose another name, or publish it under your scope."},
    run,
    CheckGroup::names};

}  // namespace packwarden
