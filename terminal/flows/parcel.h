// Who takes what leaves, and under which number: it is said in the letter that it has left.
//
// Decides: that the number is given once its shipment is booked, as its label is printed then; that the carrier stays
// the one of the truck that is loaded until another is named; that what has left is booked anew with both. Leaves to
// others: the letter (storage/outlook/messages.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/model/commands/command.h"
#include "storage/model/commands/outcome.h"
#include "terminal/kit/screen.h"

namespace dockhand {

class Parcels {
 public:
  // A shipment, as it is booked by who loads this truck.
  Ship with_carrier(Ship ship) const;
  // " with DHL"; empty: nobody is named.
  std::string with() const;

  // `whole`: nothing of the order, or of the carton, is picked any more. What stays would leave with what is booked
  // anew, so that its parcel is not named here.
  void left(const Ship& ship, const CommandId& id, bool whole) {
    last_ = whole ? std::optional(Left{ship, id}) : std::nullopt;
  }
  // It was taken back.
  void undone(const CommandId& id);

  std::vector<Button> buttons() const;
  // Empty: the tap is none of its buttons.
  std::optional<Step> on_tap(std::string_view id);
  // What was typed for the button that was pressed last.
  Step on_text(const std::string& text);
  // The label of something that nothing here is called by. Empty: it is no parcel's, or nothing has left for which it
  // could be.
  std::optional<Step> ask_about(const Scan& scan) const;

 private:
  struct Left {
    Ship ship;
    CommandId id;
  };
  Step say(std::string carrier, std::string tracking) const;
  Do anew(Ship ship) const;

  std::string carrier_;
  std::optional<Left> last_;
  enum class Asked { number, carrier } asked_ = Asked::number;
};

}  // namespace dockhand
