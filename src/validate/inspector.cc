#include "validate/inspector.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "decode/layers.h"
#include "decode/source_map.h"
#include "match/refinement.h"
#include "match/scanner.h"
#include "validate/companions.h"
#include "validate/entropy.h"
#include "validate/generated.h"
#include "validate/validators.h"

namespace packwarden {
namespace {

/// A match that passed its checks. Outlives the text that it was found in.
struct Candidate {
  const Rule* rule = nullptr;
  Confidence confidence = Confidence::medium;
  ByteSpan span;                     // in the entry
  ByteSpan in_text;                  // in the text it was found in: the entry or a layer of it
  ByteSpan in_member;                // in the member of an archive that it is in; else the same
  std::string member;                // its path through all archives; "": in none
  std::string secret;                // decoded, where it is encoded
  std::vector<std::string> via;      // the encodings
  std::optional<Original> original;  // where the layer that it is in is a source map
};

/// What the check that the rule names says. rulec made sure that a named one exists.
Verdict verdict_on(const Match& match) {
  if (match.rule->validator.empty()) return Verdict::unknown;
  const Validator* validator = find_validator(match.rule->validator);
  return validator == nullptr ? Verdict::unknown : validator->run(match);
}

/// How sure a match is; nothing of one that its checks refute.
std::optional<Confidence> confidence_in(const Match& match) {
  const Rule& rule = *match.rule;
  if (rule.secret_class == SecretClass::example || match.secret.empty()) return std::nullopt;
  if (rule.min_entropy > 0 && shannon_entropy(match.secret) < rule.min_entropy) return std::nullopt;
  const Verdict verdict = verdict_on(match);
  if (verdict == Verdict::refuted) return std::nullopt;
  return verdict == Verdict::confirmed ? Confidence::verified : rule.confidence;
}

/// What a match that passed its checks is: that of its rule, or of one that says more of it.
Candidate candidate_of(const Match& match, Confidence confidence, const Refinements& refinements) {
  Candidate out{match.rule, confidence, match.span, match.span, match.span, {}, {}, {}, {}};
  if (const Rule* refinement = refinements.of(match)) {
    out.rule = refinement;
    out.confidence = std::max(confidence, refinement->confidence);
  }
  return out;
}

void add_candidates(const std::vector<Match>& matches, const Layer* layer,
                    const Refinements& refinements, std::vector<Candidate>& out) {
  for (const Match& match : matches) {
    const auto confidence = confidence_in(match);
    if (!confidence) continue;
    Candidate candidate = candidate_of(match, *confidence, refinements);
    candidate.secret = match.secret;
    if (layer != nullptr) {
      candidate.span = layer->in_entry(match.span);
      candidate.in_member = layer->in_member(match.span);
      candidate.via = layer->via();
      for (std::size_t i = 0; i < layer->member_depth(); ++i)
        candidate.member += candidate.via[i] + '\n';
    }
    out.push_back(std::move(candidate));
  }
}

/// What says more of the same bytes: first the surer, then the worse, then the longer.
bool says_more(const Candidate& a, const Candidate& b) {
  const auto rank = [](const Candidate& c) {
    return std::tuple(c.confidence, c.rule->severity, c.secret.size());
  };
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  return std::tie(a.rule->id, a.via) < std::tie(b.rule->id, b.via);
}

/// Line and column of ascending offsets, reading the text once.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {}

  LineColumn at(std::uint64_t offset) {
    if (offset < offset_) {
      offset_ = 0;
      place_ = {};
    }
    place_ = line_column_from(text_, offset_, place_, offset);
    offset_ = offset;
    return place_;
  }

 private:
  std::string_view text_;
  std::uint64_t offset_ = 0;
  LineColumn place_;
};

Location location_of(const Candidate& candidate, std::string_view path, Places& places) {
  Location location;
  location.path = path;
  location.span = candidate.span;
  location.start = places.at(candidate.span.begin);
  location.end = places.at(candidate.span.end);
  location.via = candidate.via;
  location.original = candidate.original;
  return location;
}

Finding finding_of(const Candidate& candidate, std::string_view path, Places& places) {
  const Rule& rule = *candidate.rule;
  Finding finding;
  finding.rule_id = rule.id;
  finding.title = rule.title;
  finding.severity = rule.severity;
  finding.confidence = candidate.confidence;
  finding.secret_class = rule.secret_class;
  finding.message = rule.message;
  finding.fix = rule.fix;
  finding.location = location_of(candidate, path, places);
  finding.preview = preview(candidate.secret);
  return finding;
}

bool stands_before(const Candidate& a, const Candidate& b) {
  return a.in_text.begin < b.in_text.begin;
}

/// Members first: what stands in one as it is, is found in the bytes of the archive, too.
void sort_by_place(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    if (a.member != b.member) return a.member > b.member;
    return std::tie(a.in_member.begin, a.in_member.end, a.rule->id, a.via) <
           std::tie(b.in_member.begin, b.in_member.end, b.rule->id, b.via);
  });
}

}  // namespace

class Inspector::State {
 public:
  State(Scanner scanner, const Database& database)
      : scanner_(std::move(scanner)),
        refinements_(database.refinements()),
        companions_(database.rules()) {}

  Result<void> inspect(std::string_view path, std::string_view bytes, std::vector<Finding>& out) {
    std::vector<Candidate> candidates;
    const Result<void> outcome = find_all(bytes, candidates);
    for (Candidate& candidate : candidates) conceal_members(candidate);
    sort_by_place(candidates);
    name_originals(bytes, candidates, &Candidate::span);
    std::vector<Finding> found;
    Places places(bytes);
    FirstOfValue first_of_value;
    for (std::size_t begin = 0; begin < candidates.size();) {
      const std::size_t end = overlapping_to(candidates, begin);
      add_group({candidates.data() + begin, end - begin}, path, places, first_of_value, found);
      begin = end;
    }
    std::sort(found.begin(), found.end(), comes_before);
    companions_.join(found);
    name_originals_of_generated(
        bytes, [this](std::string_view original) { return conceal(original); }, found);
    std::move(found.begin(), found.end(), std::back_inserter(out));
    return outcome;
  }

  std::string conceal(std::string_view text) {
    std::vector<Candidate> candidates;
    if (!find(text, nullptr, candidates)) return preview(text);
    sort_by_place(candidates);
    std::string out;
    std::uint64_t shown = 0;  // bytes of `text` that are in `out`, in clear or concealed
    for (const Candidate& candidate : candidates) {
      const ByteSpan& span = candidate.span;
      if (candidate.rule->secret_class != SecretClass::secret || span.end <= shown) continue;
      const std::uint64_t begin = std::max(span.begin, shown);
      out += text.substr(shown, begin - shown);
      out += preview(text.substr(begin, span.end - begin));
      shown = span.end;
    }
    return out + std::string(text.substr(shown));
  }

 private:
  using FirstOfValue = std::map<std::pair<const Rule*, std::string_view>, std::size_t>;

  /// Appends what is in a text: of the entry itself, or of a layer.
  Result<void> find(std::string_view text, const Layer* layer, std::vector<Candidate>& out) {
    matches_.clear();
    Result<void> outcome = scanner_.scan(text, matches_);
    const std::size_t first = out.size();
    add_candidates(matches_, layer, refinements_, out);
    if (layer != nullptr) {
      std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), stands_before);
      name_originals(text, {out.data() + first, out.size() - first}, &Candidate::in_text);
    }
    return outcome;
  }

  Result<void> find_all(std::string_view bytes, std::vector<Candidate>& out) {
    const Result<void> outcome = find(bytes, nullptr, out);
    const Result<void> in_layers = visit_layers(
        bytes, {}, [&](const Layer& layer) { return find(layer.text(), &layer, out); });
    return outcome ? in_layers : outcome;
  }

  /// Paths of members are shown.
  void conceal_members(Candidate& candidate) {
    if (candidate.member.empty()) return;
    for (std::string& layer : candidate.via) layer = conceal(layer);
  }

  /// Adds the author's file where `text`, in which `place` of the candidates is, is a source map.
  void name_originals(std::string_view text, std::span<Candidate> candidates,
                      ByteSpan Candidate::*place) {
    if (candidates.empty()) return;
    SourceMapText map = SourceMapText::of(text);
    if (map.empty()) return;
    for (Candidate& candidate : candidates) {
      if (candidate.original) continue;
      auto original = map.original_at((candidate.*place).begin);
      if (!original) continue;
      original->path = conceal(original->path);
      candidate.original = std::move(original);
    }
  }

  /// The candidates from `begin` on that overlap each other, directly or through others.
  static std::size_t overlapping_to(const std::vector<Candidate>& candidates, std::size_t begin) {
    std::uint64_t covered = candidates[begin].in_member.end;
    std::size_t end = begin + 1;
    while (end < candidates.size() && candidates[end].member == candidates[begin].member &&
           candidates[end].in_member.begin < covered) {
      covered = std::max(covered, candidates[end++].in_member.end);
    }
    return end;
  }

  static void add_group(std::span<const Candidate> group, std::string_view path, Places& places,
                        FirstOfValue& first_of_value, std::vector<Finding>& found) {
    const auto best = std::min_element(group.begin(), group.end(), says_more);
    const auto [known, is_new] =
        first_of_value.try_emplace({best->rule, best->secret}, found.size());
    if (!is_new) {
      AlsoAt place{best->rule->id, location_of(*best, path, places)};
      found[known->second].also.push_back(std::move(place));
      return;
    }
    Finding finding = finding_of(*best, path, places);
    // The same match may be seen in the entry and in several layers of it.
    std::set<std::pair<const Rule*, std::string_view>> said = {{best->rule, best->secret}};
    for (const Candidate& other : group) {
      if (!finding.location.original) finding.location.original = other.original;
      if (!said.emplace(other.rule, other.secret).second) continue;
      finding.also.push_back({other.rule->id, location_of(other, path, places)});
    }
    found.push_back(std::move(finding));
  }

  Scanner scanner_;
  const Refinements& refinements_;
  Companions companions_;
  std::vector<Match> matches_;  // of the last entry
};

Inspector::Inspector(std::unique_ptr<State> state) : state_(std::move(state)) {}
Inspector::Inspector(Inspector&&) noexcept = default;
Inspector& Inspector::operator=(Inspector&&) noexcept = default;
Inspector::~Inspector() = default;

Result<Inspector> Inspector::create(const Database& database) {
  TRY_ASSIGN(Scanner scanner, Scanner::create(database));
  return Inspector(std::make_unique<State>(std::move(scanner), database));
}

std::string Inspector::conceal(std::string_view text) { return state_->conceal(text); }

Result<void> Inspector::inspect(std::string_view path, std::string_view bytes,
                                std::vector<Finding>& out) {
  return state_->inspect(path, bytes, out);
}

}  // namespace packwarden
