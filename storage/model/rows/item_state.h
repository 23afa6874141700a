// What a customer who asks for an item can be told of it.
//
// Decides: which of the states an item is in, by three numbers; the list is item_state.def. Leaves to others: the
// numbers (storage/books/item_state.h), the day on which something comes (storage/planning/promises/promise.h).
#pragma once

#include <cstdint>

namespace dockhand {

enum class ItemState {
#define STATE(name, words, when) name,
#include "storage/model/rows/item_state.def"
#undef STATE
};

const char* name_of(ItemState state);   // for programs: "out_of_stock"
const char* words_of(ItemState state);  // for people: "out of stock"

// `free` are units that the next person who asks would get. `coming` are units on open purchase lines and on notices.
// `ended`: the office buys no more of it; what is left is still sold.
constexpr ItemState state_of(std::int64_t free, std::int64_t coming, bool ended) {
  if (free > 0) return ItemState::available;
  if (coming > 0) return ItemState::backorder;
  return ended ? ItemState::ended : ItemState::out_of_stock;
}

}  // namespace dockhand
