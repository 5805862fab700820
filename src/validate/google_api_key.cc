#include <algorithm>
#include <array>

#include "validate/all.h"
#include "validate/context.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

constexpr std::size_t kDistance = 400;  // bytes; the configuration of a Firebase web app fits in

/// Beside a key they say that it goes to browsers: names of Firebase's web configuration, and of
/// Google Maps and its script.
constexpr std::array<std::string_view, 6> kBrowserMarks = {"authDomain",        "firebaseapp.com",
                                                           "messagingSenderId", "maps/api/js",
                                                           "GOOGLE_MAPS",       "googleMaps"};

bool has_browser_mark(std::string_view text) {
  return std::any_of(kBrowserMarks.begin(), kBrowserMarks.end(), [text](std::string_view mark) {
    return text.find(mark) != std::string_view::npos;
  });
}

}  // namespace

Verdict check_google_api_key(const Match& match) {
  // The pattern's word boundaries see to the other characters of keys.
  if (touches(match, "-") || is_placeholder(match.secret)) return Verdict::refuted;
  const bool public_key = has_browser_mark(text_before(match, kDistance)) ||
                          has_browser_mark(text_after(match, kDistance));
  return public_key ? Verdict::refuted : Verdict::unknown;
}

}  // namespace packwarden
