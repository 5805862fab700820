#include "fix/unified_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>

namespace packwarden {
namespace {

constexpr std::size_t kContext = 3;

/// More cells of the table of a comparison are not filled: all lines between are shown as changed.
constexpr std::size_t kMostCells = 4'000'000;

using Lines = std::vector<std::string_view>;

/// With their line ends; the last one may have none.
Lines lines_of(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

/// A line of the diff: of both texts, or of one.
struct DiffLine {
  char mark = ' ';  // ' ', '-' or '+'
  std::string_view text;
  std::size_t before = 0;  // lines of the old text in front of it
  std::size_t after = 0;   // of the new one
};

/// The lines of `a` and `b` between their common begin and end, in the order of a longest common
/// subsequence.
class LineComparison {
 public:
  LineComparison(const Lines& a, const Lines& b, std::size_t head, std::size_t tail)
      : a_(a), b_(b), head_(head), rows_(a.size() - head - tail), columns_(b.size() - head - tail) {
    is_filled_ = (rows_ + 1) * (columns_ + 1) <= kMostCells;
    if (is_filled_) fill();
  }

  [[nodiscard]] std::vector<char> marks() const {
    std::vector<char> out;
    std::size_t row = 0;
    std::size_t column = 0;
    while (row < rows_ || column < columns_) {
      if (row < rows_ && column < columns_ && is_equal(row, column)) {
        out.push_back(' ');
        ++row, ++column;
      } else if (row < rows_ && (column == columns_ || prefers_old(row, column))) {
        out.push_back('-');
        ++row;
      } else {
        out.push_back('+');
        ++column;
      }
    }
    return out;
  }

 private:
  [[nodiscard]] bool is_equal(std::size_t row, std::size_t column) const {
    return is_filled_ && a_[head_ + row] == b_[head_ + column];
  }

  [[nodiscard]] bool prefers_old(std::size_t row, std::size_t column) const {
    return !is_filled_ || length(row + 1, column) >= length(row, column + 1);
  }

  [[nodiscard]] std::uint32_t length(std::size_t row, std::size_t column) const {
    return lengths_[row * (columns_ + 1) + column];
  }

  void fill() {
    lengths_.assign((rows_ + 1) * (columns_ + 1), 0);
    for (std::size_t row = rows_; row-- > 0;) {
      for (std::size_t column = columns_; column-- > 0;) {
        lengths_[row * (columns_ + 1) + column] =
            is_equal(row, column) ? length(row + 1, column + 1) + 1
                                  : std::max(length(row + 1, column), length(row, column + 1));
      }
    }
  }

  const Lines& a_;
  const Lines& b_;
  std::size_t head_;
  std::size_t rows_;
  std::size_t columns_;
  bool is_filled_ = false;
  std::vector<std::uint32_t> lengths_;  // of the rest from a row and a column on
};

std::vector<DiffLine> compared(const Lines& a, const Lines& b) {
  const std::size_t least = std::min(a.size(), b.size());
  std::size_t head = 0;
  while (head < least && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < least - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  std::vector<char> marks(head, ' ');
  const std::vector<char> middle = LineComparison(a, b, head, tail).marks();
  marks.insert(marks.end(), middle.begin(), middle.end());
  marks.insert(marks.end(), tail, ' ');
  std::vector<DiffLine> out;
  std::size_t before = 0;
  std::size_t after = 0;
  for (const char mark : marks) {
    out.push_back({mark, mark == '+' ? b[after] : a[before], before, after});
    if (mark != '+') ++before;
    if (mark != '-') ++after;
  }
  return out;
}

/// Lines that are shown together: [begin, end).
struct Hunk {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Hunk> hunks_of(const std::vector<DiffLine>& lines) {
  std::vector<Hunk> out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].mark == ' ') continue;
    const std::size_t begin = i - std::min(i, kContext);
    const std::size_t end = std::min(i + 1 + kContext, lines.size());
    if (!out.empty() && begin <= out.back().end) {
      out.back().end = end;
    } else {
      out.push_back({begin, end});
    }
  }
  return out;
}

/// "12,3": from 1; of no lines the number of the one before.
std::string range(std::size_t begin, std::size_t count) {
  return std::to_string(count == 0 ? begin : begin + 1) + "," + std::to_string(count);
}

void write_hunk(const std::vector<DiffLine>& lines, const Hunk& hunk, std::string& out) {
  std::size_t old_lines = 0;
  std::size_t new_lines = 0;
  std::string body;
  for (std::size_t i = hunk.begin; i < hunk.end; ++i) {
    if (lines[i].mark != '+') ++old_lines;
    if (lines[i].mark != '-') ++new_lines;
    body += lines[i].mark;
    body += lines[i].text;
    if (!lines[i].text.ends_with('\n')) body += "\n\\ No newline at end of file\n";
  }
  const DiffLine& first = lines[hunk.begin];
  out += "@@ -" + range(first.before, old_lines) + " +" + range(first.after, new_lines) + " @@\n";
  out += body;
}

/// As git and GNU patch write and read names: in quotes where a byte is special.
std::string file_name(std::string_view prefix, const std::string& path) {
  std::string out;
  bool is_special = false;
  for (const char c : std::string(prefix) + path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += std::string("\\") + c;
      is_special = true;
    } else if (byte < 0x20 || byte >= 0x7F) {
      char octal[5] = {};
      (void)std::snprintf(octal, sizeof octal, "\\%03o", byte);
      out += octal;
      is_special = true;
    } else {
      out += c;
    }
  }
  if (is_special) return "\"" + out + "\"";
  return out.find(' ') == std::string::npos ? out : out + "\t";  // where the name ends
}

Lines old_lines_of(const FileChangeText& change) {
  return change.before ? lines_of(*change.before) : Lines();
}

/// Whether a line, from byte `begin` on, has one of the bytes.
bool touches(const std::vector<ByteSpan>& spans, std::size_t begin, std::size_t size) {
  return std::any_of(spans.begin(), spans.end(), [&](const ByteSpan& span) {
    return span.begin < begin + size && span.end > begin;
  });
}

/// Where each line begins.
std::vector<std::size_t> begins_of(const Lines& lines) {
  std::vector<std::size_t> out;
  std::size_t at = 0;
  for (const std::string_view line : lines) {
    out.push_back(at);
    at += line.size();
  }
  return out;
}

}  // namespace

std::string unified_diff(const FileChangeText& change) {
  const std::vector<DiffLine> lines = compared(old_lines_of(change), lines_of(change.after));
  const std::vector<Hunk> hunks = hunks_of(lines);
  if (hunks.empty()) return {};
  std::string out = "--- " + (change.before ? file_name("a/", change.path) : "/dev/null") +
                    "\n+++ " + file_name("b/", change.path) + "\n";
  for (const Hunk& hunk : hunks) write_hunk(lines, hunk, out);
  return out;
}

bool diff_shows(const FileChangeText& change, const std::vector<ByteSpan>& before,
                const std::vector<ByteSpan>& after) {
  const Lines old_lines = old_lines_of(change);
  const Lines new_lines = lines_of(change.after);
  const std::vector<std::size_t> old_begins = begins_of(old_lines);
  const std::vector<std::size_t> new_begins = begins_of(new_lines);
  const std::vector<DiffLine> lines = compared(old_lines, new_lines);
  for (const Hunk& hunk : hunks_of(lines)) {
    for (std::size_t i = hunk.begin; i < hunk.end; ++i) {
      const DiffLine& line = lines[i];
      if (line.mark != '+' && touches(before, old_begins[line.before], line.text.size())) {
        return true;
      }
      if (line.mark != '-' && touches(after, new_begins[line.after], line.text.size())) return true;
    }
  }
  return false;
}

}  // namespace packwarden
