// Add-ons: the two or five digits beside the EAN or UPC of a magazine or a book.
//
// Decides: whether bars stand where an add-on begins, how it is read, and for how many frames a camera waits for it
// before the number is let through without. One label is one text: whichever comes first would be another scan when the
// other one is read. Leaves to others: what is believed (scanner/reader/consensus.h).
#pragma once

#include <vector>

#include "scanner/image/picture.h"
#include "scanner/reader/passes.h"
#include "storage/model/add_on.h"

namespace dockhand {

// True for an EAN or UPC that was read without an add-on, when there are a gap and then bars to its right.
bool awaits_add_on(const PictureView& picture, const Symbol& symbol);
// Reads the number again, together with what is to its right.
void try_add_on(ReadContext& context, const Symbol& symbol);
// Does the same for everything that was accepted and awaits an add-on.
void try_add_ons(ReadContext& context);

// Holds the numbers of a camera that wait for their add-ons. It is used by one thread.
class AddOnWait {
 public:
  // Returns the symbols of one frame without those that still wait.
  std::vector<Symbol> settled(const PictureView& frame, const std::vector<Symbol>& symbols);

 private:
  struct HeldSymbol {
    Symbol symbol;
    int seen = 0;    // frames in which it was seen
    int unseen = 0;  // frames since it was seen
  };
  bool still_waits(const PictureView& frame, const Symbol& symbol);

  static constexpr int patience = 4;    // frames that show the number: 130 ms at 30 a second
  static constexpr int forgotten = 30;  // frames without it
  std::vector<HeldSymbol> waiting_;
};

}  // namespace dockhand
