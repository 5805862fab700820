#include "rule/pattern.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include "decode/marked_text.h"
#include "rule/needles.h"
#include "rule/superset.h"
#include "rule/width.h"

namespace packwarden {
namespace {

using ByteSet = Pattern::ByteSet;
using Node = Pattern::Node;
using NodeKind = Pattern::NodeKind;
using Run = Pattern::Run;

/// `exact`: the node matches nothing but literals, the shortest of which has that many bytes.
struct Literal {
  std::uint32_t longest = 0;
  std::optional<std::uint32_t> exact;
};

bool is_literal(const ByteSet& set) {
  if (set.count() == 1) return true;
  if (set.count() != 2) return false;
  const std::size_t upper = set._Find_first();
  return upper >= 'A' && upper <= 'Z' && set[upper + 0x20];
}

Literal literal_of(const Node& node);

Literal literal_of_sequence(const Node& node) {
  Literal result{0, 0};
  std::uint32_t run = 0;
  for (const Node& child : node.children) {
    const Literal inner = literal_of(child);
    if (inner.exact) {
      run = plus(run, *inner.exact);
    } else {
      run = 0;
      result.exact.reset();
    }
    result.longest = std::max({result.longest, inner.longest, run});
  }
  if (result.exact) result.exact = run;
  return result;
}

Literal literal_of_choice(const Node& node) {
  Literal result{Pattern::kUnbounded, Pattern::kUnbounded};
  for (const Node& child : node.children) {
    const Literal inner = literal_of(child);
    result.longest = std::min(result.longest, inner.longest);
    if (result.exact && inner.exact) {
      result.exact = std::min(*result.exact, *inner.exact);
    } else {
      result.exact.reset();
    }
  }
  return result;
}

Literal literal_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::bytes:
      return is_literal(node.set) ? Literal{1, 1} : Literal{};
    case NodeKind::sequence:
      return literal_of_sequence(node);
    case NodeKind::choice:
      return literal_of_choice(node);
    case NodeKind::capture:
      return literal_of(node.children.front());
    case NodeKind::boundary:
    case NodeKind::not_boundary:
      return {0, 0};
    case NodeKind::repeat:
      break;
  }
  if (node.min == 0) return {};
  const Literal inner = literal_of(node.children.front());
  if (!inner.exact || node.min != node.max) return {inner.longest, std::nullopt};
  const std::uint32_t length = times(*inner.exact, node.min);
  return {length, length};
}

std::string hex_byte(std::size_t value) {
  std::array<char, 8> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "\\x%02x", static_cast<unsigned>(value));
  return buffer.data();
}

bool is_word_byte(std::size_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

std::string print_byte(std::size_t value) {
  return is_word_byte(value) ? std::string(1, static_cast<char>(value)) : hex_byte(value);
}

std::string print_ranges(const ByteSet& set) {
  std::string out;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (!set[i]) continue;
    std::size_t last = i;
    while (last + 1 < set.size() && set[last + 1]) ++last;
    out += print_byte(i);
    if (last > i) out += (last > i + 1 ? "-" : "") + print_byte(last);
    i = last;
  }
  return out;
}

std::string print_set(const ByteSet& set) {
  if (set.count() == 1) return print_byte(set._Find_first());
  if (set.all()) return "[\\x00-\\xff]";
  return set.count() > 128 ? "[^" + print_ranges(~set) + "]" : "[" + print_ranges(set) + "]";
}

enum class Captures : std::uint8_t { kept, dropped };

std::string print(const Node& node, Captures captures);

std::string print_all(const Node& node, std::string_view separator, Captures captures) {
  std::string out;
  for (const Node& child : node.children) {
    if (&child != &node.children.front()) out += separator;
    out += print(child, captures);
  }
  return out;
}

std::string print_repeat(const Node& node, Captures captures) {
  const Node& child = node.children.front();
  const std::string inner = print(child, captures);
  std::string out = child.kind == NodeKind::bytes ? inner : "(?:" + inner + ")";
  out += "{" + std::to_string(node.min);
  if (node.max == Pattern::kUnbounded || is_long_repeat(node)) {
    out += ",";
  } else if (node.max != node.min) {
    out += "," + std::to_string(node.max);
  }
  return out + (node.lazy ? "}?" : "}");
}

std::string print(const Node& node, Captures captures) {
  switch (node.kind) {
    case NodeKind::bytes:
      return print_set(node.set);
    case NodeKind::sequence:
      return print_all(node, "", captures);
    case NodeKind::choice:
      return "(?:" + print_all(node, "|", captures) + ")";
    case NodeKind::repeat:
      return print_repeat(node, captures);
    case NodeKind::boundary:
      return "\\b";
    case NodeKind::not_boundary:
      return "\\B";
    case NodeKind::capture:
      break;
  }
  return (captures == Captures::kept ? "(" : "(?:") + print(node.children.front(), captures) + ")";
}

/// The greedy repeat of one byte set that ends the pattern, or null.
const Node* tail_of(const Node& node) {
  if (node.kind == NodeKind::repeat) {
    return !node.lazy && node.children.front().kind == NodeKind::bytes ? &node : nullptr;
  }
  const bool has_last = node.kind == NodeKind::sequence || node.kind == NodeKind::capture;
  return has_last && !node.children.empty() ? tail_of(node.children.back()) : nullptr;
}

/// The node without that tail.
Node without_tail(Node node) {
  if (node.kind == NodeKind::repeat) return tail_of(node) == nullptr ? node : Node{};
  const bool has_last = node.kind == NodeKind::sequence || node.kind == NodeKind::capture;
  if (has_last && !node.children.empty()) {
    node.children.back() = without_tail(std::move(node.children.back()));
  }
  return node;
}

bool is_of_run(const Node& node) {
  if (node.kind != NodeKind::bytes) {
    return std::all_of(node.children.begin(), node.children.end(), is_of_run);
  }
  for (std::size_t byte = 0; byte < node.set.size(); ++byte) {
    if (node.set[byte] && !MarkedText::is_of_base64(static_cast<char>(byte))) return false;
  }
  return true;
}

/// The node's items in order, those of sequences and groups within it in their place.
void append_items(const Node& node, std::vector<const Node*>& items) {
  if (node.kind != NodeKind::sequence && node.kind != NodeKind::capture) {
    items.push_back(&node);
    return;
  }
  for (const Node& child : node.children) append_items(child, items);
}

std::optional<Run> run_of(const Node& node);

/// One that is in whichever child matches.
std::optional<Run> run_of_choice(const Node& choice) {
  Run all;
  for (const Node& child : choice.children) {
    const auto run = run_of(child);
    if (!run) return std::nullopt;
    all = {std::max(all.before, run->before), std::max(all.after, run->after)};
  }
  return all;
}

std::optional<Run> run_of(const Node& node) {
  std::vector<const Node*> items;
  append_items(node, items);
  const auto width_of_items = [&items](std::size_t begin, std::size_t end) {
    std::uint32_t width = 0;
    for (std::size_t i = begin; i < end; ++i) width = plus(width, printed_width(*items[i]).max);
    return width;
  };
  std::optional<Run> best;
  const auto take = [&](std::size_t begin, std::size_t end, Run within) {
    const Run run{plus(width_of_items(0, begin), within.before),
                  plus(within.after, width_of_items(end, items.size()))};
    if (!best || plus(run.before, run.after) < plus(best->before, best->after)) best = run;
  };
  for (std::size_t begin = 0; begin < items.size(); ++begin) {
    std::size_t end = begin;
    std::uint32_t length = 0;
    while (end < items.size() && is_of_run(*items[end])) {
      length = plus(length, width_of(*items[end++]).min);
    }
    if (length >= MarkedText::kShortestRun) take(begin, end, {});
    const auto within =
        items[begin]->kind == NodeKind::choice ? run_of_choice(*items[begin]) : std::nullopt;
    if (within) take(begin, begin + 1, *within);
  }
  return best;
}

}  // namespace

bool Pattern::has_lead() const {
  return root_.kind == NodeKind::sequence && !root_.children.empty() &&
         root_.children.front().kind == NodeKind::boundary;
}

std::string Pattern::confirm() const {
  if (!has_lead()) return print(root_, Captures::kept);
  Node rest = root_;
  rest.children.erase(rest.children.begin());
  constexpr std::string_view kLead =
      R"((?:\b|\x5c(?:[bfnrtv]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})|\x25[0-9A-Fa-f]{2}))";
  return std::string(kLead) + "(" + print(rest, Captures::kept) + ")";
}

std::string Pattern::superset() const { return print(superset_of(root_), Captures::dropped); }
std::uint32_t Pattern::min_width() const { return width_of(root_).min; }
std::uint32_t Pattern::max_width() const {
  return plus(width_of(root_).max, has_lead() ? kLeadWidth : 0);
}

std::uint32_t Pattern::superset_width() const {
  const Node superset = superset_of(root_);
  // One long repeat may be longer than its maximum while the others are shorter: the sum counts.
  if (has_long_repeat(superset)) return max_width();
  return plus(width_of(superset).max, has_lead() ? kLeadWidth : 0);
}

bool Pattern::open_tail() const {
  const Node* tail = tail_of(root_);
  return tail != nullptr && (tail->max == kUnbounded || is_long_repeat(*tail));
}

std::optional<Pattern::Run> Pattern::run() const { return run_of(superset_of(root_)); }

Needles Pattern::needles() const { return needles_of(superset_of(root_)); }

std::uint32_t Pattern::literal_width() const { return literal_of(root_).longest; }

bool Pattern::only_tail_unbounded() const {
  return max_width() == kUnbounded && width_of(without_tail(root_)).max != kUnbounded;
}

}  // namespace packwarden
