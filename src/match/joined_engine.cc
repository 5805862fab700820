#include <algorithm>
#include <utility>

#include "match/engines.h"

// Several engines as one: rules of whoever runs the program beside the built-in ones.
namespace packwarden {
namespace {

struct JoinedScratch : Scratch {
  std::vector<std::unique_ptr<Scratch>> parts;
};

class JoinedEngine : public Engine {
 public:
  explicit JoinedEngine(std::vector<EnginePart> parts) : parts_(std::move(parts)) {}

  [[nodiscard]] Result<std::unique_ptr<Scratch>> new_scratch() const override {
    auto out = std::make_unique<JoinedScratch>();
    for (const EnginePart& part : parts_) {
      TRY_ASSIGN(std::unique_ptr<Scratch> scratch, part.engine->new_scratch());
      out->parts.push_back(std::move(scratch));
    }
    return out;
  }

  [[nodiscard]] Result<void> find(const MarkedText& text, Boundaries boundaries, Scratch& scratch,
                                  std::vector<RuleMatch>& out) const override {
    auto& own = dynamic_cast<JoinedScratch&>(scratch);
    const auto before = static_cast<std::ptrdiff_t>(out.size());
    Result<void> outcome;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      Result<void> found = find_part(parts_[i], text, boundaries, *own.parts[i], out);
      const bool goes_on = found || found.error().kind == ErrorKind::limit;
      if (!goes_on) return found;
      if (outcome) outcome = std::move(found);
    }
    std::stable_sort(out.begin() + before, out.end(),
                     [](const RuleMatch& a, const RuleMatch& b) { return a.rule < b.rule; });
    return outcome;
  }

 private:
  static Result<void> find_part(const EnginePart& part, const MarkedText& text,
                                Boundaries boundaries, Scratch& scratch,
                                std::vector<RuleMatch>& out) {
    const std::size_t before = out.size();
    Result<void> outcome = part.engine->find(text, boundaries, scratch, out);
    for (std::size_t i = before; i < out.size(); ++i) out[i].rule = part.numbers[out[i].rule];
    return outcome;
  }

  std::vector<EnginePart> parts_;
};

}  // namespace

std::unique_ptr<const Engine> joined_engine(std::vector<EnginePart> parts) {
  return std::make_unique<JoinedEngine>(std::move(parts));
}

}  // namespace packwarden
