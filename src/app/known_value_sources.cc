#include "app/known_value_sources.h"

#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/wipe.h"

namespace packwarden {
namespace {

/// Takes over values, and remembers where some were.
class Gathering {
 public:
  explicit Gathering(TargetReport& report) : report_(report) {}

  void take_file(Entry entry) {
    const std::size_t before = collection_.size();
    note_failure(collection_.add_dotenv(entry.path, entry.bytes));
    wipe(entry.bytes);
    if (collection_.size() > before) places_.push_back(std::move(entry.path));
  }

  void take_environment(std::span<const std::string_view> variables) {
    const std::size_t before = collection_.size();
    note_failure(collection_.add_environment(variables));
    if (collection_.size() > before) places_.emplace_back("the environment");
  }

  void take_failure(UnreadEntry unread) {
    if (unread.error.kind == ErrorKind::unsupported) {
      report_.notes.push_back("the values of " + unread.error.where +
                              " are not known: " + unread.error.what);
    } else {
      report_.problems.push_back(std::move(unread.error));
    }
  }

  KnownValues finish(const Source& source) {
    if (collection_.size() == 0) return {};
    source.read_beside(
        Beside::public_text,
        [this](const Entry& entry) {
          collection_.forget_those_in(entry.bytes);
          return true;
        },
        [](const UnreadEntry& /*unread*/) {});
    KnownValues values = collection_.finish();
    if (values.size() > 0) report_.notes.push_back(note_on(values.size()));
    return values;
  }

 private:
  void note_failure(Result<void> outcome) {
    if (!outcome) report_.problems.push_back(std::move(outcome.error()));
  }

  /// "looked for 2 known values of .env, the environment"
  [[nodiscard]] std::string note_on(std::size_t count) const {
    std::string out = "looked for " + counted(count, "known value") + " of";
    for (const std::string& place : places_) {
      out += (place == places_.front() ? " " : ", ") + place;
    }
    return out;
  }

  TargetReport& report_;
  KnownValueCollection collection_;
  std::vector<std::string> places_;
};

}  // namespace

KnownValues known_values_beside(const Source& source, std::span<const std::string_view> environment,
                                TargetReport& report) {
  Gathering gathering(report);
  source.read_beside(
      Beside::settings,
      [&](Entry entry) {
        gathering.take_file(std::move(entry));
        return true;
      },
      [&](UnreadEntry unread) { gathering.take_failure(std::move(unread)); });
  gathering.take_environment(environment);
  return gathering.finish(source);
}

}  // namespace packwarden
