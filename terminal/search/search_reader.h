// Reads what can be searched for, beside the thread that draws: it walks through all documents and lots.
//
// Decides: that one index serves until the books have changed. Leaves to others: what matches
// (terminal/search/search.h), what is shown until it is read (terminal/app/app_search.cpp).
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <memory>

#include "storage/views/views.h"
#include "terminal/search/search.h"

namespace dockhand {

// Only one thread may use it. Its end waits for what is being read.
class SearchReader {
 public:
  using Index = std::shared_ptr<const SearchIndex>;  // never changes: any thread may search in it
  using Read = Result<Index>;

  // Returns the index of this version of the books where it was read before. Else none: `done` gets it on another
  // thread, once, and its owner hands it back. `books` outlives that.
  Index index_at(std::uint64_t version, const Views& books, std::function<void(Read)> done);
  void is_read(const Read& read);
  bool busy() const { return busy_; }

 private:
  Index index_;
  std::uint64_t version_ = 0;  // of the books, at least, when it was read
  bool busy_ = false;
  std::future<void> reading_;
};

}  // namespace dockhand
