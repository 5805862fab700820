#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

// Macaroons of version 2 put together in python (struct and base64) from random identifiers and
// signatures: of PyPI, of TestPyPI, and with a caveat of 200 bytes.
std::string of_pypi() {
  return join({"pypi-AgEIcHlwaS5vcmcCJGMzNjdkNjg2LTAwMDAtNDAwMC04MDAwLWFj", "ZTk1NjgxOTBmNwACB1sz",
               "LCJ4Il0AAAYgMrbFj1yNntMO17xOYPO6GWxv3of51ljxq6sBEhg0i9s"});
}
std::string of_test_pypi() {
  return join({"pypi-AgENdGVzdC5weXBpLm9yZwIkNDlkYzE0NmYtMDAwMC00MDAw", "LTgwMDAtZDdmMDEwOTM3OGI0",
               "AAIHWzMsIngiXQAABiC8kHNKmqQZRQ4XAaqXnihEixC1vHjzPi0BrwczCKhbrA"});
}
std::string with_long_caveat() {
  std::string repeated;
  for (int i = 0; i < 63; ++i) repeated += "cHBw";
  return join({"pypi-AgEIcHlwaS5vcmcCA2FiYwACyAFbMSxbInBw", repeated,
               "cCJdXQAABiA905LMAtCyQN-VblMGMYMyrPuQPbL6cDFqBZPSL7KN8A"});
}

TEST(PypiMacaroon, ConfirmsWholeMacaroons) {
  EXPECT_EQ(verdict_of("pypi-macaroon", of_pypi()), Verdict::confirmed);
  EXPECT_EQ(verdict_of("pypi-macaroon", of_test_pypi()), Verdict::confirmed);
  EXPECT_EQ(verdict_of("pypi-macaroon", with_long_caveat()), Verdict::confirmed);
}

TEST(PypiMacaroon, NoTruncationIsConfirmed) {
  const std::string text = of_pypi();
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_NE(verdict_of("pypi-macaroon", text.substr(0, size)), Verdict::confirmed) << size;
  }
}

TEST(PypiMacaroon, ADamagedTailIsUnknownAndAnotherIssuerIsRefuted) {
  EXPECT_EQ(verdict_of("pypi-macaroon", of_pypi().substr(0, 93)), Verdict::unknown);
  EXPECT_EQ(verdict_of("pypi-macaroon", of_pypi() + "AAA9"), Verdict::unknown);
  // Location "pypi.orx", no location, version 1, another alphabet, no prefix.
  for (const char* text : {"pypi-AgEIcHlwaS5vcngCA2FiYwAA", "pypi-AgIDYWJjAAAGIA", "pypi-AQEIcHlw",
                           "pypi-AgEIcHlw+S5vcmcC", "AgEIcHlwaS5vcmcC"}) {
    EXPECT_EQ(verdict_of("pypi-macaroon", text), Verdict::refuted) << text;
  }
}

}  // namespace
}  // namespace packwarden
