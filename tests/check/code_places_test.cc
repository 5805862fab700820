#include "check/code_places.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace packwarden {
namespace {

/// A letter for each byte: code, text, comment, pattern.
std::string places_of(std::string_view text) {
  CodeParts parts(text);
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const CodePart part = parts.at(at);
    EXPECT_TRUE(part.span.begin <= at && at < part.span.end) << text << " at " << at;
    out += "ctmp"[static_cast<std::size_t>(part.place)];
  }
  return out;
}

TEST(CodeParts, TellCodeFromTheRest) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"a = 'b' + \"c\"", "cccctttcccttt"},
      {"'it\\'s' x", "tttttttcc"},
      {"'a\nb", "tttc"},
      {"a // b\nc", "ccmmmmcc"},
      {"a /* b */ c", "ccmmmmmmmcc"},
      {"/* a", "mmmm"},
      {"a / b / c", "ccccccccc"},
      {"(/a'[/]/, b)", "cpppppppcccc"},
      {"return /'/.x", "cccccccpppcc"},
      {"`a${b}c`", "ttttcctt"},
      {"`a${`b`}c`d", "tttttttcttc"},
      {"`${{x}}b`", "tttcccctt"},
      {"`\\${b}`", "ttttttt"},
      {"#!/bin/x\na", "mmmmmmmmcc"},
      {"", ""},
      {"/", "c"},
      {"`", "t"},
      {"`${", "ttt"},
      {"'\\", "tt"},
  };
  for (const auto& [text, places] : cases) {
    EXPECT_EQ(places_of(text), places) << text;
  }
}

TEST(CodeParts, DeepTemplatesAreRead) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "`${";
  EXPECT_EQ(places_of(text).size(), text.size());
}

}  // namespace
}  // namespace packwarden
