#include "match/refinement.h"

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "match/confirm.h"
#include "source/inflate.h"

namespace packwarden {
namespace {

/// Far more than the table of any rules takes.
constexpr std::uint64_t kLargestTable = std::uint64_t{64} << 20U;

/// How far before a secret a name may stand that says whose it is.
constexpr std::size_t kLongestNaming = 160;

/// Whether what follows a line that ends so belongs to it: `acme:`, `"acme": {`, `configure(`.
bool opens_block(std::string_view line) {
  constexpr std::string_view kOpeners = "{:[(=";
  const std::size_t last = line.find_last_not_of(" \t\r");
  return last != std::string_view::npos && kOpeners.find(line[last]) != std::string_view::npos;
}

/// What names the secret: its line up to it, and the lines that open the blocks it is in, as far
/// as they follow each other.
std::string_view naming_of(const Match& match) {
  const std::size_t end = std::min<std::size_t>(match.span.begin, match.text.size());
  std::string_view text = match.text.substr(0, end);
  text.remove_prefix(end - std::min(end, kLongestNaming));
  const std::size_t closed = text.find_last_of("};");
  if (closed != std::string_view::npos) text.remove_prefix(closed + 1);
  std::size_t line = text.rfind('\n');
  while (line != std::string_view::npos && opens_block(text.substr(0, line))) {
    line = line == 0 ? std::string_view::npos : text.rfind('\n', line - 1);
  }
  return line == std::string_view::npos ? text : text.substr(line + 1);
}

/// A text in the form of keywords: in lower case, without what joins words.
struct Squeezed {
  std::string text;
  std::vector<bool> begins_word;  // of each byte of `text`
};

Squeezed squeezed(std::string_view text) {
  Squeezed out;
  char before = ' ';
  for (const char c : text) {
    const bool joins = c == '_' || c == '-' || c == '.' || c == ' ';
    if (!joins) {
      out.begins_word.push_back(!is_ascii_letter(before) ||
                                (is_ascii_lower(before) && is_ascii_upper(c)));
      out.text += c;
    }
    before = c;
  }
  out.text = ascii_lower(out.text);
  return out;
}

/// Where the last `keyword` that begins a word ends in `naming`.
std::optional<std::size_t> last_end(const Squeezed& naming, std::string_view keyword) {
  std::size_t at = naming.text.rfind(keyword);
  while (at != std::string::npos && !naming.begins_word[at]) {
    at = at == 0 ? std::string::npos : naming.text.rfind(keyword, at - 1);
  }
  if (at == std::string::npos) return std::nullopt;
  return at + keyword.size();
}

struct Candidate {
  const Rule* rule = nullptr;
  std::size_t end = 0;  // of the keyword
  std::size_t length = 0;
};

bool says_more(const Candidate& a, const Candidate& b) {
  return std::tie(b.end, b.length, a.rule->id) < std::tie(a.end, a.length, b.rule->id);
}

std::vector<Candidate> named_by(const Squeezed& naming, const std::vector<const Rule*>& rules) {
  std::vector<Candidate> out;
  for (const Rule* rule : rules) {
    for (const std::string& keyword : rule->keywords) {
      const auto end = last_end(naming, keyword);
      if (end) out.push_back({rule, *end, keyword.size()});
    }
  }
  std::sort(out.begin(), out.end(), says_more);
  return out;
}

}  // namespace

struct Refinements::Loaded {
  std::once_flag once;
  RuleSet rules;
  std::unordered_map<std::string_view, std::vector<const Rule*>> refining;  // by the refined id

  void load(std::string_view packed) {
    // rulec made the table, and its test reads all of it.
    const auto table = inflate_whole(packed, kLargestTable);
    if (!table) return;
    if (auto read = RuleSet::deserialize(table->view())) rules = *std::move(read);
    for (const Rule& rule : rules.rules()) refining[rule.refines].push_back(&rule);
  }
};

Result<std::string> packed_refinements(const RuleSet& rules) {
  return gzip_whole(rules.refinements().serialize());
}

Refinements::Refinements(std::string packed)
    : packed_(std::move(packed)), loaded_(std::make_unique<Loaded>()) {}
Refinements::~Refinements() = default;

const Refinements::Loaded& Refinements::loaded() const {
  std::call_once(loaded_->once, [this] { loaded_->load(packed_); });
  return *loaded_;
}

std::size_t Refinements::size() const { return loaded().rules.rules().size(); }

const RuleSet& Refinements::rules() const { return loaded().rules; }
const Rule* Refinements::find(std::string_view id) const { return loaded().rules.find(id); }

const Rule* Refinements::of(const Match& match) const {
  const auto& refining = loaded().refining;
  const auto rules = refining.find(match.rule->id);
  if (rules == refining.end()) return nullptr;
  const std::vector<Candidate> named = named_by(squeezed(naming_of(match)), rules->second);
  const auto found = std::find_if(named.begin(), named.end(), [&](const Candidate& candidate) {
    return is_whole_match(*candidate.rule, match.secret);
  });
  return found == named.end() ? nullptr : found->rule;
}

}  // namespace packwarden
