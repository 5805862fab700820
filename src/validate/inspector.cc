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

#include "base/places.h"
#include "decode/compiled.h"
#include "decode/layers.h"
#include "decode/source_map.h"
#include "match/refinement.h"
#include "match/scanner.h"
#include "validate/candidate.h"
#include "validate/companions.h"
#include "validate/confidence.h"
#include "validate/generated.h"
#include "validate/known_search.h"

namespace packwarden {
namespace {

/// A candidate in the text of `layer`, or of the entry itself where that is null.
Candidate candidate_at(ByteSpan span, const Layer* layer) {
  Candidate out;
  out.span = out.in_text = out.in_member = span;
  if (layer == nullptr) return out;
  out.span = layer->in_entry(span);
  out.in_member = layer->in_member(span);
  out.via = layer->via();
  out.member = layer->member();
  return out;
}

/// Names of variables, texts and random bytes stand side by side in compiled files. There only what
/// is known by its own form counts, and that need not stand apart.
bool is_of_compiled(std::string_view text, const Layer* layer) {
  return is_compiled(text) || (layer != nullptr && layer->via().back() == "wide-string");
}

/// Whether a text is what somebody reads in a file, and not what is hidden in one.
bool is_as_published(const Layer* layer) {
  return layer == nullptr || layer->is_member() || layer->via().back() == "utf-16";
}

/// Whether nothing but archives is around the text.
bool is_file(const Layer& layer) {
  const std::vector<std::string> via = layer.via();
  return std::all_of(via.begin(), via.end(),
                     [](const std::string& name) { return name.starts_with("archive"); });
}

/// A match that passed its checks is one of its rule, or of one that says more of it.
void add_candidates(const std::vector<Match>& matches, Confidence least, const Layer* layer,
                    const Refinements& refinements, std::vector<Candidate>& out) {
  for (const Match& match : matches) {
    const auto confidence = confidence_in(match);
    if (!confidence || *confidence < least) continue;
    const bool is_content = match.rule->kind == FindingKind::content;
    if (is_content && (least > Confidence::low || !is_as_published(layer))) continue;
    Candidate candidate = candidate_at(match.span, layer);
    candidate.rule = match.rule;
    candidate.confidence = *confidence;
    candidate.secret = match.secret;
    if (const Rule* refinement = refinements.of(match)) {
      candidate.rule = refinement;
      candidate.confidence = std::max(*confidence, refinement->confidence);
    }
    out.push_back(std::move(candidate));
  }
}

void add_candidates(const std::vector<KnownMatch>& matches, const Layer* layer,
                    std::vector<Candidate>& out) {
  for (const KnownMatch& match : matches) {
    Candidate candidate = candidate_at(match.span, layer);
    candidate.rule = match.rule;
    candidate.confidence = match.rule->confidence;
    candidate.known = match.value;
    if (!match.encoding.empty()) candidate.via.emplace_back(match.encoding);
    out.push_back(std::move(candidate));
  }
}

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
  finding.kind = rule.kind;
  finding.title = rule.title;
  finding.severity = rule.severity;
  finding.confidence = candidate.confidence;
  finding.secret_class = rule.secret_class;
  finding.message = rule.message;
  finding.fix = rule.fix;
  finding.location = location_of(candidate, path, places);
  if (rule.kind == FindingKind::secret) finding.preview = preview(candidate.value());
  return finding;
}

/// Takes those out of `candidates` that are no secrets.
std::vector<Candidate> take_content(std::vector<Candidate>& candidates) {
  std::vector<Candidate> out;
  for (Candidate& candidate : candidates) {
    if (candidate.rule->kind != FindingKind::content) continue;
    out.push_back(std::move(candidate));
    candidate.rule = nullptr;
  }
  if (!out.empty()) {
    std::erase_if(candidates, [](const Candidate& candidate) { return candidate.rule == nullptr; });
  }
  return out;
}

/// One finding for each rule, with its other places: more of them would tell nobody anything.
void add_content(std::vector<Candidate> candidates, std::string_view path, Places& places,
                 std::vector<Finding>& out) {
  constexpr std::size_t kMostPlaces = 100;
  std::map<std::pair<std::string_view, std::string>, std::size_t> first_of_rule;
  for (const Candidate& candidate : candidates) {
    const auto [first, is_new] =
        first_of_rule.try_emplace({candidate.rule->id, candidate.member}, out.size());
    if (is_new) {
      out.push_back(finding_of(candidate, path, places));
    } else if (out[first->second].also.size() < kMostPlaces) {
      out[first->second].also.push_back({candidate.rule->id, location_of(candidate, path, places)});
    }
  }
}

bool stands_before(const Candidate& a, const Candidate& b) {
  return a.in_text.begin < b.in_text.begin;
}

/// What a finding says already. The same match may be seen in the entry and in several layers of
/// it, at other places or with another value.
class Said {
 public:
  /// `tag` is that of its value.
  [[nodiscard]] bool is_new(const Candidate& candidate, const ValueTag& tag) {
    const Rule* rule = candidate.rule;
    const bool is_new_value = values_.emplace(rule, tag).second;
    return places_.emplace(rule, candidate.span.begin, candidate.span.end).second && is_new_value;
  }

 private:
  std::set<std::pair<const Rule*, ValueTag>> values_;
  std::set<std::tuple<const Rule*, std::uint64_t, std::uint64_t>> places_;
};

/// A rule knows what a value opens, a known value where it is from.
void add_origin(const Candidate& known, Finding& finding) {
  finding.message += " " + known.rule->message;
  finding.severity = std::max(finding.severity, known.rule->severity);
  finding.confidence = std::max(finding.confidence, known.confidence);
}

}  // namespace

class Inspector::State {
 public:
  State(Scanner scanner, const Sought& sought)
      : scanner_(std::move(scanner)),
        refinements_(sought.database.refinements()),
        companions_(sought.database.rules()),
        tagger_(sought.tagger),
        fingerprints_(sought.fingerprints),
        digests_(sought.digests),
        known_values_(sought.known_values) {}

  Result<void> inspect(std::string_view path, const MarkedText& text, std::vector<Finding>& out,
                       const ContentSink* content) {
    const std::string_view bytes = text.text();
    std::vector<Candidate> candidates;
    const Result<void> outcome = find_all(text, content, candidates);
    for (Candidate& candidate : candidates) conceal_members(candidate);
    sort_by_place(candidates);
    std::vector<Candidate> of_content = take_content(candidates);
    if (content != nullptr) {
      // Only a map by itself: in each program to look for one costs more than it tells.
      if (path.ends_with(".map")) name_originals(bytes, of_content, &Candidate::span);
      Places content_places(bytes);
      add_content(std::move(of_content), path, content_places, content->findings);
    }
    drop_public_values(candidates);
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
    if (!find(MarkedText(text), nullptr, candidates)) return preview(text);
    (void)take_content(candidates);
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
  using FirstOfValue = std::map<std::pair<const Rule*, ValueTag>, std::size_t>;

  /// Appends what is in a text: of the entry itself, or of a layer.
  Result<void> find(const MarkedText& text, const Layer* layer, std::vector<Candidate>& out) {
    matches_.clear();
    known_matches_.clear();
    const bool compiled = is_of_compiled(text.text(), layer);
    const Result<void> outcome =
        scanner_.scan(text, compiled ? Boundaries::ignored : Boundaries::kept, matches_);
    Result<void> known = find_known_values(known_values_, text.text(), known_matches_);
    const std::size_t first = out.size();
    const Confidence least = compiled ? Confidence::high : Confidence::low;
    add_candidates(matches_, least, layer, refinements_, out);
    add_candidates(known_matches_, layer, out);
    if (layer != nullptr) {
      std::sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), stands_before);
      name_originals(text.text(), {out.data() + first, out.size() - first}, &Candidate::in_text);
    }
    return outcome ? known : outcome;
  }

  Result<void> find_all(const MarkedText& text, const ContentSink* content,
                        std::vector<Candidate>& out) {
    const Result<void> outcome = find(text, nullptr, out);
    const auto visit = [&](const Layer& layer) {
      if (content != nullptr && layer.is_member()) hand_on(layer, *content);
      return find(layer.marked(), &layer, out);
    };
    const Result<void> in_layers =
        visit_layers(text, {}, visit, [&](const Layer* archive, std::string_view why) {
          if (content == nullptr || !content->unread) return;
          if (archive == nullptr) return content->unread({}, why);
          if (is_file(*archive)) content->unread(member_of(*archive), why);
        });
    return outcome ? in_layers : outcome;
  }

  void hand_on(const Layer& layer, const ContentSink& content) { content.member(member_of(layer)); }

  Member member_of(const Layer& layer) {
    Member out = {conceal(layer.member_path()), layer.text(),
                  layer.in_entry({0, layer.text().size()}), layer.via()};
    for (std::string& name : out.via) name = conceal(name);
    return out;
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

  void add_group(std::span<const Candidate> group, std::string_view path, Places& places,
                 FirstOfValue& first_of_value, std::vector<Finding>& found) const {
    const Candidate& best = best_of(group);
    const std::string_view value = plainest_value(best, group);
    const ValueTag tag = tagger_.tag(value);
    const auto [first, is_new] = first_of_value.try_emplace({best.rule, tag}, found.size());
    if (!is_new) {
      found[first->second].also.push_back({best.rule->id, location_of(best, path, places), {}});
      return;
    }
    Finding finding = finding_of(best, path, places);
    finding.value_tag = tag;
    if (fingerprints_) finding.fingerprint = fingerprints_->of_secret(best.rule->id, value);
    if (digests_ != nullptr) finding.clue = mark_of(group, value);
    Said said;
    (void)said.is_new(best, tag);
    for (const Candidate& other : group) {
      if (!finding.location.original) finding.location.original = other.original;
      if (!said.is_new(other, tagger_.tag(other.value()))) continue;
      if (other.is_known()) add_origin(other, finding);
      finding.also.push_back({other.rule->id, location_of(other, path, places), {}});
    }
    found.push_back(std::move(finding));
  }

  /// Another program may have cut the value out as another of our rules did.
  [[nodiscard]] std::string mark_of(std::span<const Candidate> group,
                                    std::string_view value) const {
    std::string out = digests_->mark_of(value);
    for (const Candidate& other : group) {
      if (out.empty()) out = digests_->mark_of(other.value());
    }
    return out;
  }

  Scanner scanner_;
  const Refinements& refinements_;
  Companions companions_;
  ValueTagger tagger_;
  std::optional<FingerprintKey> fingerprints_;
  const ValueDigests* digests_;
  KnownValues known_values_;
  std::vector<Match> matches_;  // of the last text
  std::vector<KnownMatch> known_matches_;
};

Inspector::Inspector(std::unique_ptr<State> state) : state_(std::move(state)) {}
Inspector::Inspector(Inspector&&) noexcept = default;
Inspector& Inspector::operator=(Inspector&&) noexcept = default;
Inspector::~Inspector() = default;

Result<Inspector> Inspector::create(const Sought& sought) {
  TRY_ASSIGN(Scanner scanner, Scanner::create(sought.database));
  return Inspector(std::make_unique<State>(std::move(scanner), sought));
}

std::string Inspector::conceal(std::string_view text) { return state_->conceal(text); }

Result<void> Inspector::inspect(std::string_view path, const MarkedText& bytes,
                                std::vector<Finding>& out, const ContentSink* content) {
  return state_->inspect(path, bytes, out, content);
}

Result<void> Inspector::inspect(std::string_view path, std::string_view bytes,
                                std::vector<Finding>& out, const ContentSink* content) {
  return state_->inspect(path, MarkedText(bytes), out, content);
}

}  // namespace packwarden
