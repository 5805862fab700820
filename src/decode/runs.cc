#include "decode/runs.h"

#include <optional>
#include <utility>
#include <vector>

#include "decode/content.h"
#include "decode/literals.h"
#include "decode/name.h"

namespace packwarden {
namespace {

/// Whether the first bytes tell that a run is worth decoding. They tell of nearly all pictures,
/// fonts and names that it is not, without an allocation.
bool is_promising(std::string_view run, const RunEncoding& encoding) {
  for (const std::size_t bytes : {std::size_t{3}, std::size_t{12}}) {
    const std::size_t size = bytes / encoding.decoded_unit * encoding.source_unit;
    if (!may_begin_content(encoding.decode(run.substr(0, size)))) return false;
  }
  return true;
}

/// Behind the line break at `at` and the blanks that the next line begins with; npos: there is
/// none. In a string it may be written `\n`, or stand behind a backslash.
std::size_t behind_break(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostBackslashes = 3;
  const std::size_t begin = at;
  for (std::size_t next = at; next < text.size(); at = next) {
    while (next < text.size() && next - at < kMostBackslashes && text[next] == '\\') ++next;
    const std::string_view breaks = next > at ? "\n\rnr" : "\n\r";
    if (next == text.size() || breaks.find(text[next++]) == breaks.npos) break;
  }
  return at == begin ? MarkedText::npos : skip_blanks(text, at);
}

/// `first` and the lines behind it that are as long, the last at most.
std::vector<ByteSpan> lines_at(std::string_view text, ByteSpan first, bool (*has)(char c)) {
  constexpr std::size_t kShortestLine = 40;
  std::vector<ByteSpan> out = {first};
  while (first.size() >= kShortestLine && out.back().size() == first.size()) {
    const std::size_t begin = behind_break(text, out.back().end);
    if (begin == MarkedText::npos) break;
    std::size_t end = begin;
    while (end < text.size() && end - begin <= first.size() && has(text[end])) ++end;
    if (end == begin || end - begin > first.size()) break;
    out.push_back({begin, end});
  }
  return out;
}

/// What lines of one length stand for together.
Decoded decoded_lines(std::string_view text, const std::vector<ByteSpan>& lines,
                      const RunEncoding& encoding) {
  std::string run;
  for (const ByteSpan& line : lines) run += text.substr(line.begin, line.size());
  const std::size_t length = lines.front().size();
  const auto place_of = [&](std::size_t at) { return lines[at / length].begin + at % length; };
  Decoded out;
  out.source = {lines.front().begin, lines.back().end};
  for (std::size_t at = 0; at < run.size(); at += encoding.source_unit) {
    const std::string unit = run.substr(at, encoding.source_unit);
    const std::uint64_t begin = place_of(at);
    out.append(encoding.decode(unit), begin, place_of(at + unit.size() - 1) + 1 - begin);
  }
  return out;
}

Decoded decoded_line(std::string_view text, ByteSpan line, const RunEncoding& encoding) {
  Decoded out;
  out.text = encoding.decode(text.substr(line.begin, line.size()));
  out.source = line;
  out.pieces = {{0, line.begin, encoding.decoded_unit, encoding.source_unit}};
  return out;
}

/// Decodes runs in the order of a text.
class Runs {
 public:
  Runs(std::string_view text, const RunEncoding& encoding) : text_(text), encoding_(encoding) {}

  /// What `run` stands for, with the lines behind it, if that is something.
  std::optional<Decoded> decoded(ByteSpan run) {
    if (run.size() < encoding_.shortest) return std::nullopt;
    if (!is_promising(text_.substr(run.begin, run.size()), encoding_)) return std::nullopt;
    if (run.begin >= alone_) {
      const std::vector<ByteSpan> lines = lines_at(text_, run, encoding_.has);
      if (lines.size() > 1) {
        Decoded out = decoded_lines(text_, lines, encoding_);
        if (is_content(out.text)) return out;
        alone_ = lines.back().end;  // not once for each of them
      }
    }
    Decoded out = decoded_line(text_, run, encoding_);
    if (!is_content(out.text)) return std::nullopt;
    return out;
  }

 private:
  std::string_view text_;
  const RunEncoding& encoding_;
  std::size_t alone_ = 0;  // runs before are no lines of one
};

/// Without the letter of an escape: `\nYWJj`.
ByteSpan without_escape(std::string_view text, ByteSpan run) {
  constexpr std::string_view kLetters = "nrt";
  const bool is_escaped = run.begin > 0 && text[run.begin - 1] == '\\' &&
                          kLetters.find(text[run.begin]) != kLetters.npos;
  return {is_escaped ? run.begin + 1 : run.begin, run.end};
}

}  // namespace

void decode_runs(const MarkedText& marked, const RunEncoding& encoding, const DecodedSink& sink) {
  const std::string_view text = marked.text();
  Runs runs(text, encoding);
  std::size_t done = 0;
  for (ByteSpan run = marked.next_run(encoding.mark, 0); run.size() > 0;
       run = marked.next_run(encoding.mark, done)) {
    done = run.end;
    auto out = runs.decoded(without_escape(text, run));
    if (!out) continue;
    done = out->source.end;
    if (!sink(with_name(text, out->source.begin, std::move(*out)))) return;
  }
}

}  // namespace packwarden
