// A text that is kept far away, and looked at here.
//
// Decides: that reading it never waits for anybody, as it is asked for with each request, by the thread that serves all
// connections; and that what was not looked at for long is not gone by any more. Leaves to others: where it is kept.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <thread>

#include "storage/model/tools/halt.h"
#include "sync/access/kept_text.h"

namespace dockhand {

class WatchedText final : public KeptText {
 public:
  struct Pace {
    std::chrono::milliseconds every{1'000};    // what another hub has written holds here after this
    std::chrono::milliseconds stands{10'000};  // for so long it is gone by when the place is not reached
  };
  // Returns once it was read.
  static Result<std::shared_ptr<WatchedText>> of(std::unique_ptr<KeptText> kept, Pace pace);
  static Result<std::shared_ptr<WatchedText>> of(std::unique_ptr<KeptText> kept) { return of(std::move(kept), Pace()); }
  ~WatchedText() override;
  WatchedText(const WatchedText&) = delete;
  WatchedText& operator=(const WatchedText&) = delete;

  std::string name() const override { return kept_->name(); }
  Result<std::optional<Kept>> other_than(const std::string& version) override;
  // Waits for the place. What was written is seen here when it returns.
  Status change(const Change& of) override;

 private:
  WatchedText(std::unique_ptr<KeptText> kept, Pace pace) : kept_(std::move(kept)), pace_(pace) {}
  Status look();

  const std::unique_ptr<KeptText> kept_;
  const Pace pace_;
  std::mutex looking_;  // one look at a time, so that an older one does not come last
  std::mutex mutex_;    // guards the next two
  Kept held_;
  std::chrono::steady_clock::time_point looked_{};
  Halt stop_;
  std::thread thread_;  // must be the last member, as it uses the others
};

}  // namespace dockhand
