#include "check/budget.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/wording.h"
#include "npm/tree_glob.h"

namespace packwarden {
namespace {

constexpr std::string_view kFiles = "files";
constexpr std::string_view kSize = "size";

struct Unit {
  std::string_view name;
  double bytes;
};

constexpr std::array kUnits = {Unit{"", 1},     Unit{"B", 1},    Unit{"kB", 1e3},
                               Unit{"KB", 1e3}, Unit{"MB", 1e6}, Unit{"GB", 1e9}};

/// A number with a unit; none of anything else.
std::optional<std::uint64_t> amount_of(std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  constexpr double kMost = 1e15;
  if (read.ec != std::errc() || !(number >= 0 && number <= kMost)) return std::nullopt;
  const std::string_view unit(read.ptr, static_cast<std::size_t>(end - read.ptr));
  const auto* const found =
      std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& row) { return row.name == unit; });
  if (found == kUnits.end() || number * found->bytes > kMost) return std::nullopt;
  return static_cast<std::uint64_t>(number * found->bytes);
}

/// A number of files: digits and nothing else.
std::optional<std::uint64_t> count_of(std::string_view text) {
  const bool is_digits = !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
  return is_digits ? amount_of(text) : std::nullopt;
}

/// `./dist/` and `/dist/**` are `dist/**`.
std::string pattern_of(std::string_view what) {
  if (what.starts_with("./")) what.remove_prefix(1);
  if (what.starts_with('/')) what.remove_prefix(1);
  return std::string(what) + (what.ends_with('/') ? "**" : "");
}

/// The files that a budget is about. None where the glob takes too long to compare.
std::optional<std::vector<const PackedPath*>> files_of(const PackageView& package,
                                                       const Budget& budget) {
  constexpr std::uint64_t kMostSteps = 1'000'000'000;
  std::vector<const PackedPath*> out;
  const bool is_of_all = budget.what == kFiles || budget.what == kSize;
  const auto glob = TreeGlob::compile(is_of_all ? "**" : budget.what, DotNames::ordinary, "budget");
  MatchBudget steps(kMostSteps);
  for (const PackedPath& file : package.files()) {
    if (is_of_all || (glob && glob->matches(file.path, steps))) out.push_back(&file);
  }
  return steps.exhausted() ? std::nullopt : std::optional(std::move(out));
}

/// The largest, with their sizes.
std::string largest_of(std::vector<const PackedPath*> files) {
  constexpr std::size_t kShown = 5;
  std::stable_sort(files.begin(), files.end(),
                   [](const PackedPath* a, const PackedPath* b) { return a->bytes > b->bytes; });
  return listed(files, kShown, [](const PackedPath* file) {
    return quoted(file->path) + " (" + human_bytes(file->bytes) + ")";
  });
}

void check_budget(const PackageView& package, const Budget& budget, PackageHits& hits) {
  const auto found = files_of(package, budget);
  if (!found) {
    return hits.add({hits.severity(), "The pattern takes too long to compare with all files.", ""},
                    kManifestName);
  }
  const std::vector<const PackedPath*>& files = *found;
  if (files.empty() && budget.most > 0) {
    return hits.add(
        {hits.severity(), quoted(budget.what) + " matches no packed file, so nothing was compared.",
         "Correct the pattern of the budget."},
        kManifestName);
  }
  std::uint64_t bytes = 0;
  for (const PackedPath* file : files) bytes += file->bytes;
  const bool is_count = budget.what == kFiles;
  if ((is_count ? files.size() : bytes) <= budget.most) return;
  const std::string what =
      is_count ? counted(files.size(), "file") + ", and " + grouped(budget.most) + " are allowed"
               : (budget.what == kSize ? "It" : quoted(budget.what)) + " has " +
                     human_bytes(bytes) + ", and " + human_bytes(budget.most) + " are allowed";
  hits.add({hits.severity(),
            (is_count ? "It has " : "") + what + ". The largest: " + largest_of(files) + ".", ""},
           kManifestName);
}

void run(const PackageView& package, PackageHits& hits) {
  for (const Budget& budget : package.budgets()) check_budget(package, budget, hits);
}

}  // namespace

Result<Budget> parse_budget(std::string_view text) {
  const std::size_t equals = text.rfind('=');
  const std::string_view what = text.substr(0, equals);
  const bool is_whole = equals != std::string_view::npos && !what.empty();
  const std::string_view amount = is_whole ? text.substr(equals + 1) : std::string_view();
  const auto most = what == kFiles ? count_of(amount) : amount_of(amount);
  const bool is_of_all = what == kFiles || what == kSize;
  // A word alone is misspelt, or a directory that a glob would take for a file.
  if (!most || (!is_of_all && what.find_first_of("/*.") == std::string_view::npos)) {
    return fail(ErrorKind::config, std::string(text),
                "is no budget; budgets are files=200, size=1.5MB and dist/**=300kB, with B, kB, MB "
                "or GB");
  }
  if (is_of_all) return Budget{std::string(what), *most};
  Budget out{pattern_of(what), *most};
  TRY(TreeGlob::compile(out.what, DotNames::ordinary, out.what));
  return out;
}

const PackageCheck kBudget = {
    {"dif-budget", Severity::high, "Larger than was promised",
     "A budget that is exceeded without a word is none.",
     "Leave out with `files` what is not meant to ship, or raise the budget."},
    run};

}  // namespace packwarden
