#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "report/html_parts.h"
#include "report/html_text.h"
#include "report/markup.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostChanges = 2000;
/// A longer table is folded until somebody opens it.
constexpr std::size_t kMostUnfolded = 40;

/// Which columns a table has beside path, size and findings.
struct Columns {
  bool reason = false;
  bool npm = false;
  bool change = false;
};

Columns columns_of(const TargetReport& target) {
  Columns out;
  out.change = target.changes.has_value();
  for (const ListedEntry& entry : target.entries) {
    out.reason = out.reason || entry.reason.has_value();
    out.npm = out.npm || !html_only_by(entry.packed_by.list(), target).empty();
  }
  return out;
}

void head(std::string_view name, std::string_view title, std::ostream& out) {
  out << "<th scope=\"col\" data-key=\"" << name << "\">" << title << "</th>\n";
}

void write_head(const Columns& columns, std::ostream& out) {
  out << "<thead><tr>\n";
  head("path", "Path", out);
  head("bytes", "Size", out);
  head("share", "Share", out);
  if (columns.reason) head("reason", "Packed by", out);
  if (columns.npm) head("npm", "npm", out);
  if (columns.change) head("change", "Since the last release", out);
  head("findings", "Findings", out);
  out << "</tr></thead>\n";
}

/// Of the bytes of all files, a bar and a number in tenths of a percent.
std::string share_of(std::uint64_t bytes, std::uint64_t total) {
  const double share = total == 0 ? 0 : static_cast<double>(bytes) / static_cast<double>(total);
  const auto tenths = static_cast<std::uint64_t>(std::llround(share * 1000));
  const std::string shown = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
  return "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" "
         "aria-hidden=\"true\"><rect width=\"" +
         std::to_string(tenths) + "\" height=\"10\"/></svg> " + shown + " %";
}

std::string findings_in(const FileMark* mark) {
  if (mark == nullptr) return {};
  std::string out;
  if (mark->worst) {
    out = html_severity(*mark->worst) +
          (mark->findings > 1 ? " and " + grouped(mark->findings - 1) + " more" : "");
  }
  if (mark->suppressed == 0) return out;
  return out + (out.empty() ? "" : ", ") + grouped(mark->suppressed) + " suppressed";
}

std::string change_text(const ListedChange* change) {
  if (change == nullptr) return "as it was";
  std::string out(name_of(change->change));
  if (change->change == Change::changed) out += ", was " + html_bytes(change->bytes_before);
  return out;
}

void cell(const std::string& value, std::ostream& out) { out << "<td>" << value << "</td>"; }

std::string reason_text(const ListedEntry& entry) {
  if (!entry.reason) return "not known";
  return html_reason(*entry.reason);
}

/// What a script reads of a row, beside its cells.
void write_data(std::uint64_t bytes, const FileMark* mark, std::ostream& out) {
  out << "<tr data-bytes=\"" << bytes << '"';
  if (mark != nullptr && mark->worst) {
    out << " data-worst=\"" << name_of(*mark->worst) << "\" data-findings=\"" << mark->findings
        << '"';
  }
  out << '>';
}

std::string npm_text(const ListedEntry& entry, const TargetReport& target) {
  const std::string only = html_only_by(entry.packed_by.list(), target);
  return only.empty() ? "all" : only;
}

void write_row(const ListedEntry& entry, const HtmlTarget& part, const Columns& columns,
               std::ostream& out) {
  const auto found = part.marks.find(entry.path);
  const FileMark* mark = found == part.marks.end() ? nullptr : &found->second;
  write_data(entry.bytes, mark, out);
  out << "<th scope=\"row\">" << html_name(entry.path) << "</th>";
  cell(html_bytes(entry.bytes), out);
  cell(share_of(entry.bytes, part.target.seen.bytes), out);
  if (columns.reason) cell(reason_text(entry), out);
  if (columns.npm) cell(npm_text(entry, part.target), out);
  if (columns.change) cell(change_text(change_of(entry.path, part.target)), out);
  cell(findings_in(mark), out);
  out << "</tr>\n";
}

/// Files without findings that have no row of their own.
void write_group_row(const FileGroup& group, const HtmlTarget& part, const Columns& columns,
                     std::ostream& out) {
  const std::string what = counted(group.files, "smaller file");
  const bool is_top = group.directory.empty();
  out << "<tr class=\"group\" data-bytes=\"" << group.bytes << "\" data-files=\"" << group.files
      << "\"><th scope=\"row\">" << (is_top ? "" : html_name(group.directory + "/") + " ") << what
      << "</th>";
  cell(html_bytes(group.bytes), out);
  cell(share_of(group.bytes, part.target.seen.bytes), out);
  for (const bool has_column : {columns.reason, columns.npm, columns.change}) {
    if (has_column) cell("", out);
  }
  cell("", out);
  out << "</tr>\n";
}

void write_table(const HtmlTarget& part, std::ostream& out) {
  const Columns columns = columns_of(part.target);
  out << "<div class=\"scroll\"><table class=\"contents\">\n<caption>"
      << counted(part.target.entries.size(), "file") << ", "
      << markup_text(human_bytes(part.target.seen.bytes)) << " unpacked</caption>\n";
  write_head(columns, out);
  out << "<tbody>\n";
  for (const ListedEntry& entry : part.target.entries) {
    if (part.selection.entries.contains(&entry)) write_row(entry, part, columns, out);
  }
  for (const FileGroup& group : grouped_files(part.target, part.selection)) {
    write_group_row(group, part, columns, out);
  }
  out << "</tbody>\n</table></div>\n";
}

void write_fold(std::size_t rows, std::string_view title, std::ostream& out) {
  out << "<details" << (rows > kMostUnfolded ? "" : " open") << "><summary>" << title
      << "</summary>\n";
}

std::string sizes_of(const ListedChange& change) {
  if (change.change == Change::added) return html_bytes(change.bytes);
  if (change.change == Change::removed) return html_bytes(change.bytes_before);
  return html_bytes(change.bytes_before) + " \u2192 " + html_bytes(change.bytes);
}

std::string_view mark_of(Change change) {
  constexpr std::array<std::string_view, 3> kMarks = {"+", "~", "\u2212"};
  return kMarks.at(static_cast<std::size_t>(change));
}

void write_change(const ListedChange& change, std::ostream& out) {
  out << "<tr><td class=\"change\"><span aria-hidden=\"true\">" << mark_of(change.change)
      << "</span> " << name_of(change.change) << "</td><th scope=\"row\">" << html_name(change.path)
      << "</th><td>" << sizes_of(change) << "</td></tr>\n";
}

}  // namespace

void write_html_contents(const HtmlTarget& part, std::ostream& out) {
  if (part.target.entries.empty()) return;
  out << "<section class=\"packed\" aria-labelledby=\"" << part.id << "-packed\">\n<h3 id=\""
      << part.id
      << "-packed\">What is packed, and why</h3>\n<figure class=\"map\" hidden></figure>\n";
  write_fold(part.target.entries.size(), "All files", out);
  write_table(part, out);
  out << "</details>\n</section>\n";
}

void write_html_changes(const HtmlTarget& part, std::ostream& out) {
  if (!part.target.changes) return;
  const std::vector<ListedChange>& changes = *part.target.changes;
  out << "<section class=\"changes\" aria-labelledby=\"" << part.id << "-changes\">\n<h3 id=\""
      << part.id << "-changes\">Since the last release</h3>\n";
  if (changes.empty()) out << "<p class=\"none\">No file differs.</p>\n";
  const std::size_t shown = std::min(changes.size(), kMostChanges);
  if (shown > 0) {
    write_fold(changes.size(), counted(changes.size(), "file") + " added, changed or removed", out);
    out << "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Change</th><th "
           "scope=\"col\">Path</th><th scope=\"col\">Size</th></tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < shown; ++i) write_change(changes[i], out);
    out << "</tbody>\n</table></div>\n";
    if (shown < changes.size()) {
      write_html_left_out(counted(changes.size() - shown, "more file"), out);
    }
    out << "</details>\n";
  }
  out << "</section>\n";
}

}  // namespace packwarden
