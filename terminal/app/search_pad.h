// What is typed to be searched for, and what was found of it.
//
// Decides: what is kept while somebody types. Leaves to others: what matches (terminal/search/search.h), what a key
// does (terminal/app/app_search.cpp).
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "terminal/app/multi_tap.h"
#include "terminal/kit/page.h"
#include "terminal/search/search_reader.h"

namespace dockhand {

struct SearchPad {
  static constexpr std::size_t max_typed = 50;
  SearchReader::Index index;  // none: it is being read
  MultiTap typed;
  SearchIndex::Hits hits;
  std::map<ItemCode, std::string> lasting{};  // how long the items that were found last: see lasting()
};

KeypadPage search_page(const SearchPad& pad);

}  // namespace dockhand
