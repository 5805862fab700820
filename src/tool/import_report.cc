#include "tool/import_report.h"

#include <sys/stat.h>
#include <unistd.h>

#include "app/output.h"
#include "base/json.h"
#include "base/text.h"
#include "report/inert_json.h"
#include "tool/printing.h"

namespace packwarden {
namespace {

std::string line_of(const ProposedAllowance& allowance) {
  return made_inert(to_text(
      Json(Json::Object{
          {"rule", allowance.rule}, {"path", allowance.path}, {"reason", allowance.reason}}),
      -1));
}

std::string lines_of(const std::vector<ProposedAllowance>& allowances) {
  std::string out;
  for (const ProposedAllowance& allowance : allowances) {
    out += (out.empty() ? "    " : ",\n    ") + line_of(allowance);
  }
  return out + "\n";
}

}  // namespace

Result<void> print_carried_over(const CarriedOver& carried) {
  return print_page([&](Page& page) {
    page.line({}, prose("Carried over: " + grouped(carried.sources.size()) + " of " +
                        grouped(carried.sources.size() + carried.rest.size())));
    if (carried.rest.empty()) return;
    page.line({}, prose("Not carried over:"));
    for (const NotCarriedOver& one : carried.rest) {
      std::vector<Word> words = {{one.where, Tone::strong}};
      for (Word& word : prose(one.what + ": " + one.why)) words.push_back(std::move(word));
      page.line({"  ", 4}, words);
    }
  });
}

Result<void> write_allowances(const std::string& path,
                              const std::vector<ProposedAllowance>& allowances) {
  if (allowances.empty()) return {};
  struct stat facts = {};
  const bool is_there = lstat(path.c_str(), &facts) == 0;
  const std::string lines = lines_of(allowances);
  const std::string todo = is_there ? "add to `allow` of " : "written: ";
  TRY(write_all(STDOUT_FILENO, todo + printable(path) + "\n" + lines, "standard output"));
  return is_there ? Result<void>() : replace_file(path, "{\n  \"allow\": [\n" + lines + "  ]\n}\n");
}

}  // namespace packwarden
