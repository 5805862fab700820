#include "match/scanner.h"

#include <utility>

#include "match/engine.h"

namespace packwarden {
class Scanner::State {
 public:
  State(const Database& database, std::unique_ptr<Scratch> scratch)
      : database_(database), scratch_(std::move(scratch)) {}

  Result<const std::vector<Match>*> scan(std::string_view text) {
    found_.clear();
    matches_.clear();
    TRY(database_.engine().find(text, *scratch_, found_));
    for (const RuleMatch& match : found_) {
      const std::string_view secret = text.substr(match.secret.begin, match.secret.size());
      matches_.push_back(
          {&database_.rules().rules()[match.rule], match.whole, match.secret, secret, text});
    }
    return &matches_;
  }

 private:
  const Database& database_;
  std::unique_ptr<Scratch> scratch_;
  std::vector<RuleMatch> found_;
  std::vector<Match> matches_;
};

Scanner::Scanner(std::unique_ptr<State> state) : state_(std::move(state)) {}
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;
Scanner::~Scanner() = default;

Result<Scanner> Scanner::create(const Database& database) {
  TRY_ASSIGN(std::unique_ptr<Scratch> scratch, database.engine().new_scratch());
  return Scanner(std::make_unique<State>(database, std::move(scratch)));
}

Result<const std::vector<Match>*> Scanner::scan(std::string_view text) {
  return state_->scan(text);
}

}  // namespace packwarden
