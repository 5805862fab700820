#include <algorithm>

#include "validate/all.h"
#include "validate/context.h"
#include "validate/private_key.h"

namespace packwarden {

// Google Cloud, "Create and delete service account keys": the file holds a PKCS #8 key as one JSON
// string, beside `"type": "service_account"` and an address of that account. The pattern sees the
// beginning of the key only; the file is no larger than the distance.
Verdict check_google_service_account(const Match& match) {
  constexpr std::size_t kDistance = 8192;
  const std::string_view before = text_before(match, kDistance);
  const std::string_view after = text_after(match, kDistance);
  const std::size_t begin = std::min<std::size_t>(match.span.begin, match.text.size());
  const auto is_beside = [before, after](std::string_view mark) {
    return before.find(mark) != std::string_view::npos ||
           after.find(mark) != std::string_view::npos;
  };
  if (!is_beside("service_account") && !is_beside("gserviceaccount.com")) return Verdict::refuted;
  switch (private_key_state(match.text.substr(begin, kDistance))) {
    case PrivateKeyState::clear:
      return Verdict::confirmed;
    case PrivateKeyState::none:
      return Verdict::refuted;
    default:
      return Verdict::unknown;
  }
}

}  // namespace packwarden
