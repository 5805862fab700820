#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

// Payloads by python's json and base64; the secret is random.
constexpr std::string_view kPayload =
    "eyJpYXQiOjE3MDAwMDAwMDAuNSwidXJsIjoiaHR0cHM6Ly9zZW50cnkuaW8iLCJyZWdpb25fdXJsIjoiaHR0cHM6Ly91"
    "cy5zZW50cnkuaW8iLCJvcmciOiJhY21lIn0=";
constexpr std::string_view kRandomEnd = "IDJA5FOhx2rCwqJoAgdXeKQB8fT79MXrW1hRV8s63UM";

TEST(SentryOrgToken, ConfirmsAPayloadThatNamesAnOrganization) {
  EXPECT_EQ(verdict_of("sentry-org-token", join({"sntrys_", kPayload, "_", kRandomEnd})),
            Verdict::confirmed);
}

TEST(SentryOrgToken, ABrokenPayloadIsUnknownAsLongAsItStartsLikeOne) {
  EXPECT_EQ(
      verdict_of("sentry-org-token", join({"sntrys_", kPayload.substr(0, 61), "_", kRandomEnd})),
      Verdict::unknown);
  EXPECT_EQ(verdict_of("sentry-org-token", join({"sntrys_", "eyJpYXQiOjF9", "_", kRandomEnd})),
            Verdict::unknown);  // no organization
}

TEST(SentryOrgToken, RefutesWhatHasNoPayloadOrNoSecret) {
  const std::string good = join({"sntrys_", kPayload, "_", kRandomEnd});
  const std::size_t secret = good.rfind('_') + 1;
  for (std::size_t size = 0; size <= secret; ++size) {
    EXPECT_EQ(verdict_of("sentry-org-token", good.substr(0, size)), Verdict::refuted) << size;
  }
  for (const std::string_view payload : {"WzFd", "eyJvcmciOiJhIn0=", "", "!"}) {
    EXPECT_EQ(verdict_of("sentry-org-token", join({"sntrys_", payload, "_", kRandomEnd})),
              Verdict::refuted)
        << payload;
  }
  EXPECT_EQ(verdict_of("sentry-org-token", join({"sntryu_", kPayload, "_", kRandomEnd})),
            Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
