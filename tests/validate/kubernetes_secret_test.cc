#include <gtest/gtest.h>

#include <string>

#include "base/base64.h"
#include "validate/match_of.h"

namespace packwarden {
namespace {

const std::string kPassword = join({"q8Z", "rr!vT2"});

/// What the validator says of `value` behind the first `name` in `text`, in which it is the @.
Verdict verdict_on(std::string text, const std::string& name, const std::string& value) {
  const std::string encoded = encode_base64(value);
  const std::size_t at = text.find('@');
  text.replace(at, 1, encoded);
  Match match;
  match.text = text;
  match.whole = {text.find("\n  " + name), at + encoded.size()};
  match.span = {at, at + encoded.size()};
  match.secret = match.text.substr(at, encoded.size());
  return find_validator("kubernetes-secret")->run(match);
}

TEST(KubernetesSecret, IsWhatDataOfASecretHolds) {
  for (const char* text :
       {"kind: Secret\ndata:\n  password: @\n", "data:\n  password: @\nkind: Secret\n",
        "x: y\n---\ndata:\n  password: @\nkind: \"Secret\"\n---\n",
        "kind: Secret\nmetadata:\n  name: x\nstringData:\n  a: b\ndata:\n  password: @\n"}) {
    EXPECT_EQ(verdict_on(std::string("a: b\n") + text, "password", kPassword), Verdict::unknown)
        << text;
  }
}

TEST(KubernetesSecret, IsNothingElse) {
  for (const char* text :
       {"kind: ConfigMap\ndata:\n  password: @\n", "kind: SecretStore\ndata:\n  password: @\n",
        "kind: Secret\nstringData:\n  password: @\n",
        "kind: Secret\ndata:\n  a: b\nmetadata:\n  password: @\n",
        "kind: Secret\ndata:\n  a: b\n---\nkind: ConfigMap\ndata:\n  password: @\n"}) {
    EXPECT_EQ(verdict_on(std::string("a: b\n") + text, "password", kPassword), Verdict::refuted)
        << text;
  }
  for (const char* value :
       {"postgres", "topsecret", "test-token", "admin", "\x01\x02\x03\x04\x05\x06"}) {
    EXPECT_EQ(verdict_on("a: b\nkind: Secret\ndata:\n  password: @\n", "password", value),
              Verdict::refuted)
        << value;
  }
  EXPECT_EQ(verdict_on("a: b\nkind: Secret\ndata:\n  username: @\n", "username", kPassword),
            Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
