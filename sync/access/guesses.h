// This limits how often one address may guess.
//
// Decides: that after ten wrong secrets within a minute an address is not listened to for the rest of that minute, and
// that whoever guesses from a hundred thousand addresses costs no memory without a bound. Leaves to others: what a
// wrong secret is. Only one thread may use it.
#pragma once

#include <chrono>
#include <map>
#include <string>

namespace dockhand {

class Guesses {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr int free = 10;
  static constexpr std::chrono::seconds window{60};
  static constexpr std::size_t max_addresses = 20'000;

  // Returns how long the address has to be silent. 0: it may try.
  std::chrono::seconds silence_of(const std::string& address, Time now) const;
  // Returns how many wrong guesses there were within the window, with this one.
  int wrong(const std::string& address, Time now);

 private:
  struct Count {
    int wrong = 0;
    Time since;
  };
  std::map<std::string, Count> counts_;
};

}  // namespace dockhand
