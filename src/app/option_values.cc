#include "app/option_values.h"

#include "base/text.h"
#include "check/budget.h"
#include "check/check_group.h"
#include "report/report.h"

namespace packwarden {

std::string names_of_reporters() {
  std::string names;
  for (const Reporter& reporter : reporters()) {
    names += names.empty() ? "" : ", ";
    names += reporter.name;
  }
  return names;
}

std::string check_format(const std::string& value) {
  const std::string name = value.substr(0, value.find('='));
  if (find_reporter(name) == nullptr) {
    return "no format is called \"" + name + "\"; there are " + names_of_reporters();
  }
  if (value.ends_with('=')) return "a file name is missing after \"" + value + "\"";
  return {};
}

std::string names_of_groups() {
  std::string names;
  for (const NamedGroup& row : named_groups()) {
    names += (names.empty() ? "" : ", ") + std::string(row.name);
  }
  return names;
}

std::string check_group(const std::string& name) {
  if (find_group(name) != nullptr) return {};
  return "no group of checks is called \"" + escape_for_display(name) + "\"; there are " +
         names_of_groups();
}

std::string check_budget(const std::string& text) {
  const auto parsed = parse_budget(text);
  return parsed ? std::string() : "\"" + escape_for_display(text) + "\" " + parsed.error().what;
}

}  // namespace packwarden
