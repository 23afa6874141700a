#include "storage/model/rows/item_state.h"

namespace dockhand {

const char* name_of(ItemState state) {
  switch (state) {
#define STATE(name, words, when) \
  case ItemState::name:          \
    return #name;
#include "storage/model/rows/item_state.def"
#undef STATE
  }
  return "";
}

const char* words_of(ItemState state) {
  switch (state) {
#define STATE(name, words, when) \
  case ItemState::name:          \
    return words;
#include "storage/model/rows/item_state.def"
#undef STATE
  }
  return "";
}

}  // namespace dockhand
