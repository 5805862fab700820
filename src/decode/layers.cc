#include "decode/layers.h"

#include <algorithm>

namespace packwarden {
namespace {

/// Shorter parts hold nothing: the shortest match of a rule has ten bytes. A text of nothing but
/// such parts would cost a scan for each.
constexpr std::size_t kShortest = 6;

class Walk {
 public:
  Walk(const DecodeLimits& limits, const LayerVisitor& visitor)
      : limits_(limits), visitor_(visitor) {}

  Result<void> decode(const MarkedText& text, const Layer* parent, std::size_t depth) {
    if (depth > limits_.depth) return {};
    Result<void> outcome;
    for (const Decoder& decoder : decoders()) {
      decoder.run(text, [&](const Decoded& decoded) {
        outcome = take(decoded, decoder, parent, depth);
        return outcome.has_value();
      });
      TRY(outcome);
    }
    return {};
  }

 private:
  Result<void> take(const Decoded& decoded, const Decoder& decoder, const Layer* parent,
                    std::size_t depth) {
    if (decoded.text.size() < kShortest) return {};
    bytes_ += decoded.text.size();
    if (bytes_ > limits_.bytes) {
      return fail(limit_error("", "it decodes to too much", {"decoded-bytes", limits_.bytes}));
    }
    const Layer layer(decoded, decoder.name, parent);
    TRY(visitor_(layer));
    return decode(layer.marked(), &layer, depth + 1);
  }

  const DecodeLimits& limits_;
  const LayerVisitor& visitor_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

ByteSpan Layer::in_entry(ByteSpan span) const {
  for (const Layer* layer = this; layer != nullptr; layer = layer->parent_) {
    span = layer->decoded_.in_source(span);
  }
  return span;
}

ByteSpan Layer::in_member(ByteSpan span) const {
  for (const Layer* layer = this; layer != nullptr && !layer->is_member(); layer = layer->parent_) {
    span = layer->decoded_.in_source(span);
  }
  return span;
}

const Layer* Layer::enclosing_member() const {
  const Layer* layer = this;
  while (layer != nullptr && !layer->is_member()) layer = layer->parent_;
  return layer;
}

/// A file may hold several archives, each encoded: so places count, too.
std::string Layer::member() const {
  std::string out;
  for (const Layer* layer = enclosing_member(); layer != nullptr; layer = layer->parent_) {
    out += std::to_string(layer->decoded_.source.begin) + ' ' + layer->name() + '\n';
  }
  return out;
}

std::string Layer::name() const {
  std::string out(encoding_);
  if (!decoded_.member.empty()) out += " " + decoded_.member;
  return out;
}

std::vector<std::string> Layer::via() const {
  std::vector<std::string> out;
  for (const Layer* layer = this; layer != nullptr; layer = layer->parent_) {
    out.push_back(layer->name());
  }
  std::reverse(out.begin(), out.end());
  return out;
}

Result<void> visit_layers(const MarkedText& entry, const DecodeLimits& limits,
                          const LayerVisitor& visitor) {
  return Walk(limits, visitor).decode(entry, nullptr, 1);
}

}  // namespace packwarden
