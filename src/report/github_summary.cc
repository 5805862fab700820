#include "report/github_summary.h"

#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "report/page.h"
#include "report/ranking.h"
#include "report/repository_place.h"
#include "report/verdict.h"

namespace packwarden {
namespace {

/// Every mark that Markdown, its extensions for links and mentions, or HTML could act on is a
/// character reference. White space stands single.
std::string markdown(std::string_view raw) {
  std::string out;
  for (const char c : printable(raw)) {
    const bool is_plain = is_ascii_letter(c) || is_ascii_digit(c) || c == ' ' ||
                          static_cast<unsigned char>(c) >= 0x80;
    out +=
        is_plain ? std::string(1, c) : "&#" + std::to_string(static_cast<unsigned char>(c)) + ";";
  }
  return out;
}

std::string row_of(const RankedFinding& ranked) {
  const Finding& finding = ranked.judged->finding;
  const RepositoryPlace cause = cause_of(finding.location, *ranked.target);
  const std::string place = cause.path + ":" + std::to_string(cause.start.line);
  std::string what = headline(finding);
  if (!cause.is_published) what += ". " + published_note(cause, finding.location);
  if (ranked.judged->suppressed) what += " (suppressed: " + *ranked.judged->suppressed + ")";
  const std::string_view mark = ranked.judged->fails ? "**" : "";
  return "| " + std::string(mark) + std::string(name_of(finding.severity)) + std::string(mark) +
         " | " + markdown(place) + " | " + markdown(what) + " | " + markdown(finding.rule_id) +
         " |\n";
}

/// A text that grows as long as there is room, with some kept for the last word.
class Room {
 public:
  explicit Room(std::size_t size) : size_(size) {}

  void add(const std::string& text) {
    if (left_out_ == 0 && text_.size() + text.size() + kKept <= size_) {
      text_ += text;
    } else {
      ++left_out_;
    }
  }

  [[nodiscard]] std::string finish() && {
    if (left_out_ > 0 && text_.size() + kKept <= size_) {
      text_ += "\nThere is no room for " + counted(left_out_, "more line") + ".\n";
    }
    return std::move(text_);
  }

 private:
  static constexpr std::size_t kKept = 80;
  std::size_t size_;
  std::size_t left_out_ = 0;
  std::string text_;
};

void add_problems(const Report& report, Room& room) {
  std::vector<std::string> gaps;
  for (const TargetReport& target : report.targets) {
    for (std::string& gap : gaps_of(target)) gaps.push_back(std::move(gap));
  }
  if (gaps.empty()) return;
  room.add("\nNot examined:\n\n");
  for (const std::string& gap : gaps) room.add("- " + markdown(gap) + "\n");
}

void add_findings(const Report& report, Room& room) {
  const std::vector<RankedFinding> findings = worst_first(targets_in(report));
  if (findings.empty()) return;
  room.add("\n| severity | where | what | rule |\n| --- | --- | --- | --- |\n");
  for (const RankedFinding& ranked : findings) room.add(row_of(ranked));
}

}  // namespace

std::string github_summary(const Report& report, std::size_t room_size) {
  Room room(room_size);
  room.add("### " + markdown(verdict(report)) + "\n");
  add_problems(report, room);
  add_findings(report, room);
  return std::move(room).finish();
}

}  // namespace packwarden
