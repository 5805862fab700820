#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "report/html_selection.h"
#include "report/report.h"

// The parts of a page. Each writes elements of its own, or nothing where there is nothing to say.
namespace packwarden {

/// What the parts of one target share. Borrows all of it.
struct HtmlTarget {
  const TargetReport& target;
  const FileMarks& marks;
  const PageSelection& selection;
  std::string id;  // what ids of its elements begin with: "t1"
};

/// A row of a list of facts; none where `value`, which is markup, is empty.
void write_html_fact(std::string_view label, const std::string& value, std::ostream& out);

/// "npm 11 only"; "" where all versions that were asked for pack it.
[[nodiscard]] std::string html_only_by(const std::vector<int>& some, const TargetReport& target);

/// By which rule a file is packed.
[[nodiscard]] std::string html_reason(const std::string& reason);

/// What it is, and the sums: seen, examined, named.
void write_html_facts(const HtmlTarget& part, std::ostream& out);

/// Why it does not count as examined.
void write_html_problems(const HtmlTarget& part, std::ostream& out);

/// Findings by file, the worst file first.
void write_html_findings(const HtmlTarget& part, std::ostream& out);

/// What is packed and why, and where a script draws the map of it.
void write_html_contents(const HtmlTarget& part, std::ostream& out);

/// What differs from the release before.
void write_html_changes(const HtmlTarget& part, std::ostream& out);

void write_html_notes(const HtmlTarget& part, std::ostream& out);

/// `<p class="left-out">`: what has no room on the page.
void write_html_left_out(const std::string& what, std::ostream& out);

}  // namespace packwarden
