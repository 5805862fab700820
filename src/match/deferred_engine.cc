#include <mutex>
#include <optional>
#include <utility>

#include "match/engines.h"

// An engine that is fast needs some milliseconds to begin with, which a commit of a few lines does
// not pay for.
namespace packwarden {
namespace {

struct DeferredScratch : Scratch {
  std::unique_ptr<Scratch> first;
  std::unique_ptr<Scratch> second;  // null: not needed so far
  std::uint64_t seen = 0;           // bytes
};

class DeferredEngine : public Engine {
 public:
  DeferredEngine(std::unique_ptr<const Engine> first, EngineMaker make)
      : first_(std::move(first)), make_(std::move(make)) {}

  [[nodiscard]] Result<std::unique_ptr<Scratch>> new_scratch() const override {
    auto out = std::make_unique<DeferredScratch>();
    TRY_ASSIGN(out->first, first_->new_scratch());
    return out;
  }

  [[nodiscard]] Result<void> find(const MarkedText& text, Boundaries boundaries, Scratch& scratch,
                                  std::vector<RuleMatch>& out) const override {
    auto& own = static_cast<DeferredScratch&>(scratch);
    own.seen += text.text().size();
    if (own.seen <= kDeferredBytes) return first_->find(text, boundaries, *own.first, out);
    TRY_ASSIGN(const Engine* const second, second_engine());
    if (own.second == nullptr) {
      TRY_ASSIGN(own.second, second->new_scratch());
    }
    return second->find(text, boundaries, *own.second, out);
  }

 private:
  /// Made by the thread that needs it first.
  Result<const Engine*> second_engine() const {
    std::call_once(once_, [this] { second_ = make_(); });
    if (!*second_) return fail((*second_).error());
    return second_->value().get();
  }

  std::unique_ptr<const Engine> first_;
  EngineMaker make_;
  mutable std::once_flag once_;
  mutable std::optional<Result<std::unique_ptr<const Engine>>> second_;
};

}  // namespace

std::unique_ptr<const Engine> deferred_engine(std::unique_ptr<const Engine> first,
                                              EngineMaker make) {
  return std::make_unique<DeferredEngine>(std::move(first), std::move(make));
}

}  // namespace packwarden
