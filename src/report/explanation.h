#pragma once

#include <iosfwd>
#include <string>

#include "npm/explain.h"
#include "npm/pack_edit.h"
#include "report/report.h"

// How `packwarden why` answers. Both writers are pure: the bytes follow from the arguments alone.
namespace packwarden {

/// For people: lines of at most 80 columns but for long names. The first line is the answer; the
/// rules follow, the one that decides behind ">", and the edit that turns the outcome around. Quiet
/// is the answer and the edit; verbose shows all rules of all directories, and all edits.
void write_explanation_text(const Explanation& explanation, const ReportStyle& style,
                            std::ostream& out);

/// The document of schema "packwarden/explanation/1", indented by two, with a final newline.
void write_explanation_json(const Explanation& explanation, std::ostream& out);

/// The edit as a request, without a full stop: `add "lib" to "files" in package.json`. Not escaped.
[[nodiscard]] std::string describe(const PackEdit& edit);

}  // namespace packwarden
