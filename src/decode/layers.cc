#include "decode/layers.h"

#include <algorithm>

#include "decode/container.h"

namespace packwarden {
namespace {

/// Shorter parts hold nothing: the shortest match of a rule has ten bytes. A text of nothing but
/// such parts would cost a scan for each.
constexpr std::size_t kShortest = 6;

/// How many layers are around a text.
struct Depth {
  std::size_t encodings = 0;
  std::size_t archives = 0;
};

/// That of what was decoded. A compressed tar is opened in two steps, but is one archive.
Depth behind(const Depth& depth, const Decoded& decoded) {
  Depth out = depth;
  if (!decoded.is_member()) {
    ++out.encodings;
  } else if (!decoded.member.empty() || container_of(decoded.text) != Container::tar) {
    ++out.archives;
  }
  return out;
}

class Walk {
 public:
  Walk(const DecodeLimits& limits, const LayerVisitor& visitor, const UnreadVisitor& unread)
      : limits_(limits), visitor_(visitor), unread_(unread) {}

  Result<void> decode(const MarkedText& text) {
    TRY(decode(text, nullptr, {}));
    if (!is_any_closed_) return {};
    return fail(limit_error("", "an archive in it lies too deep to be opened",
                            {"archive-depth", limits_.archive_depth}));
  }

 private:
  Result<void> decode(const MarkedText& text, const Layer* parent, const Depth& depth) {
    Result<void> outcome;
    for (const Decoder& decoder : decoders()) {
      if (!is_within_limits(decoder, text, depth)) continue;
      decoder.run(text, [&](const Decoded& decoded) {
        outcome = take(decoded, decoder, parent, behind(depth, decoded));
        return outcome.has_value();
      });
      TRY(outcome);
    }
    return {};
  }

  /// Notes an archive that must stay closed.
  bool is_within_limits(const Decoder& decoder, const MarkedText& text, const Depth& depth) {
    if (decoder.yield == Yield::parts) return depth.encodings < limits_.depth;
    if (depth.archives < limits_.archive_depth) return true;
    is_any_closed_ |= container_of(text.text()) != Container::none;
    return false;
  }

  Result<void> take(const Decoded& decoded, const Decoder& decoder, const Layer* parent,
                    const Depth& depth) {
    if (!decoded.unread.empty() && unread_) unread_(parent, decoded.unread);
    if (decoded.text.size() < kShortest) return {};
    bytes_ += decoded.text.size();
    if (bytes_ > limits_.bytes) {
      return fail(limit_error("", "it decodes to too much", {"decoded-bytes", limits_.bytes}));
    }
    const Layer layer(decoded, decoder.name, parent);
    TRY(visitor_(layer));
    return decode(layer.marked(), &layer, depth);
  }

  const DecodeLimits& limits_;
  const LayerVisitor& visitor_;
  const UnreadVisitor& unread_;
  std::uint64_t bytes_ = 0;
  bool is_any_closed_ = false;
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

std::string Layer::member_path() const {
  std::string out;
  for (const Layer* layer = enclosing_member(); layer != nullptr; layer = layer->parent_) {
    const std::string& member = layer->decoded_.member;
    if (!member.empty()) out = out.empty() ? member : member + "!" + out;
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
                          const LayerVisitor& visitor, const UnreadVisitor& unread) {
  return Walk(limits, visitor, unread).decode(entry);
}

}  // namespace packwarden
