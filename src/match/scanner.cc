#include "match/scanner.h"

#include <utility>

#include "match/engine.h"

namespace packwarden {
class Scanner::State {
 public:
  State(const Database& database, std::unique_ptr<Scratch> scratch)
      : database_(database), scratch_(std::move(scratch)) {}

  Result<void> scan(const MarkedText& marked, Boundaries boundaries, std::vector<Match>& out) {
    found_.clear();
    const std::string_view text = marked.text();
    Result<void> outcome = database_.engine().find(marked, boundaries, *scratch_, found_);
    for (const RuleMatch& match : found_) {
      const std::string_view secret = text.substr(match.secret.begin, match.secret.size());
      out.push_back({&database_.rules().rules()[match.rule], match.whole, match.secret, secret,
                     text, match.joined});
    }
    return outcome;
  }

 private:
  const Database& database_;
  std::unique_ptr<Scratch> scratch_;
  std::vector<RuleMatch> found_;
};

Scanner::Scanner(std::unique_ptr<State> state) : state_(std::move(state)) {}
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner& Scanner::operator=(Scanner&&) noexcept = default;
Scanner::~Scanner() = default;

Result<Scanner> Scanner::create(const Database& database) {
  TRY_ASSIGN(std::unique_ptr<Scratch> scratch, database.engine().new_scratch());
  return Scanner(std::make_unique<State>(database, std::move(scratch)));
}

Result<void> Scanner::scan(const MarkedText& text, Boundaries boundaries, std::vector<Match>& out) {
  return state_->scan(text, boundaries, out);
}

}  // namespace packwarden
