#include <algorithm>
#include <array>
#include <string>

#include "base/base64.h"
#include "base/text.h"
#include "validate/all.h"
#include "validate/chosen_password.h"
#include "validate/placeholder.h"
#include "validate/randomness.h"

namespace packwarden {
namespace {

/// The document of a stream of YAML that `at` is in (YAML 1.2.2, section 9.2), and where `at` is in
/// it. A manifest is not looked at further away than this.
struct Manifest {
  std::string_view before;
  std::string_view after;
};

Manifest manifest_around(std::string_view text, std::uint64_t at) {
  constexpr std::string_view kMark = "\n---";
  constexpr std::size_t kFarthest = 2000;
  const std::size_t begin = std::min<std::size_t>(at, text.size());
  Manifest out{text.substr(0, begin), text.substr(begin, kFarthest)};
  out.before.remove_prefix(begin - std::min(begin, kFarthest));
  if (const std::size_t mark = out.before.rfind(kMark); mark != std::string_view::npos) {
    out.before.remove_prefix(mark);
  }
  out.after = out.after.substr(0, out.after.find(kMark));
  return out;
}

bool says_secret(std::string_view part) {
  constexpr std::array<std::string_view, 4> kForms = {
      "kind: Secret", "kind: \"Secret\"", "\"kind\": \"Secret\"", "\"kind\":\"Secret\""};
  return std::any_of(kForms.begin(), kForms.end(), [part](std::string_view form) {
    const std::size_t found = part.find(form);
    const std::size_t end = found + form.size();
    return found != std::string_view::npos &&
           (form.ends_with('"') || end == part.size() || !is_ascii_letter(part[end]));
  });
}

/// `stringData` holds values as they are.
bool is_in_data(std::string_view before) {
  const auto last = [before](std::string_view plain, std::string_view quoted) {
    const std::size_t one = before.rfind(plain);
    const std::size_t other = before.rfind(quoted);
    return std::max(one + 1, other + 1);  // 0: neither
  };
  const std::size_t data = last("\ndata:", "\"data\"");
  return data > last("\nstringData:", "\"stringData\"") &&
         data > last("\nmetadata:", "\"metadata\"");
}

bool names_secret(std::string_view name) {
  constexpr std::array<std::string_view, 7> kWords = {"pass", "pwd",        "secret", "token",
                                                      "key",  "credential", "auth"};
  const std::string lower = ascii_lower(name);
  return std::any_of(kWords.begin(), kWords.end(), [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

}  // namespace

// Kubernetes, "Secrets": the values of `data` are base64 of what they hold.
Verdict check_kubernetes_secret(const Match& match) {
  const std::string_view whole = match.text.substr(
      std::min<std::size_t>(match.whole.begin, match.text.size()), match.whole.size());
  const Manifest manifest = manifest_around(match.text, match.whole.begin);
  if (!names_secret(whole.substr(0, whole.find(':')))) return Verdict::refuted;
  if (!says_secret(manifest.before) && !says_secret(manifest.after)) return Verdict::refuted;
  if (!is_in_data(manifest.before)) return Verdict::refuted;
  const auto value = decode_base64(match.secret, Base64Alphabet::standard);
  const bool is_text = value && std::none_of(value->begin(), value->end(),
                                             [](char c) { return c < ' ' || c > '~'; });
  const bool counts = is_text && !is_placeholder(*value) && !is_guessable(*value) &&
                      (is_random(*value) || is_chosen_password(*value));
  return counts ? Verdict::unknown : Verdict::refuted;
}

}  // namespace packwarden
