// What a screen shows, as data.
//
// Decides: the parts that a screen may consist of: status bar, instruction, scan zone, list, action bar; or a
// keypad; or a refusal. A screen fills a Page; it never draws, and knows no size, colour or orientation.
// Leaves to others: how a page looks in portrait, landscape, day and night (terminal/draw/), what an id does when it is
// tapped (terminal/screens/). All texts are UTF-8 and already `printable`. Every
// member has a default, so that a screen names only what it shows.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "storage/model/scan.h"

namespace dockhand {

enum class Icon {
  none,
  back,
  undo,
  keypad,
  receive,
  pick,
  backorder,
  item,
  order,
  purchase,
  location,
  scan,
  check,
  attention,
  error,
  sync,
  online,
  offline,
  battery,
  why,
  stock,
  skip,
  notice,
  settings,
  backspace,
  truck,
  search,
  person,
};

// What has to be done now. Empty members take no room.
struct Instruction {
  std::string verb{};               // "Go to shelf", "Receive at DOCK-1": body type
  std::string task{};               // top right: "Pick", "Receive"
  std::string location{};           // "B12-07-3": location type, mono
  std::string count{};              // "3/6": quantity type, mono, right
  std::string name{};               // "Bearing 6204-2RS, sealed": title type; may take two lines
  std::string code{};               // "5901234123457": code type
  std::string where_in_list{};      // "Line 41 of 200": meta type, right
  std::optional<float> progress{};  // 0 to 1
  bool operator==(const Instruction&) const = default;
};

// A status is never colour alone: the row's icon or its words say it as well.
enum class Stripe { none, done, active, attention, error };

// What is likely, drawn under a row's words: all bands of a list have one scale, from 0 to 1.
struct Band {
  float low = 0, middle = 0, high = 0;
  bool operator==(const Band&) const = default;
};

struct Row {
  static constexpr int no_number = -1;

  std::string id{};            // what on_tap gets; empty: not tappable
  std::string title{};         // one line
  bool title_is_code = false;  // mono
  std::string detail{};        // meta type, up to three lines
  std::string value{};         // right, mono digits: "12", "3/6"
  std::string value_note{};    // under the value: "open 12"
  Stripe stripe = Stripe::none;
  Icon icon = Icon::none;
  int number = 0;  // that chooses it, wherever it stands; 0: its place in the list; no_number: none does
  std::optional<Band> band{};
  bool operator==(const Row&) const = default;
};

enum class ButtonRole { plain, primary, warning };
struct Button {
  std::string id{};
  std::string label{};  // always there: an icon alone tells a new picker nothing
  Icon icon = Icon::none;
  ButtonRole role = ButtonRole::plain;
  bool operator==(const Button&) const = default;
};

struct WorkPage {
  Instruction instruction{};
  std::string scan_prompt{};   // "Scan item"; empty: no scan zone
  std::string strip{};         // amber strip that asks or warns; empty: none
  std::string list_heading{};  // meta type above the list; may be empty
  std::vector<Row> rows{};
  std::string empty_text{};       // instead of rows, when there are none
  std::vector<Button> actions{};  // left to right: at most four, the last is the widest
  std::vector<Button> by_card{};  // what a card does as well, though no button has room for it
  bool help = false;              // the button "help" stands beside the task
  bool search = false;            // what is to be scanned can be searched for: the button "search" beside the scan zone
  bool numbered = false;          // rows are chosen by their number, which stands before them
  bool operator==(const WorkPage&) const = default;
};

// What the twelve keys type: a number, or a code in digits or in letters (several taps on a key go through its
// letters).
enum class Keypad { number, digits, letters };

// 1 2 3 on top. Key ids: "key:0" to "key:9", "key:clear", "key:delete". For a code "abc:0" to "abc:9", "abc:mode",
// "abc:delete": digits from a keyboard, which are the beginning of a scan there, are distinguished from taps. The
// actions as in a WorkPage. What a keyboard types comes as "type:" and the character.
struct KeypadPage {
  std::string title{};    // "Received"
  std::string subject{};  // "Bearing 6204-2RS, sealed"
  std::string typed{};    // "24", may be empty
  std::string unit{};     // "pcs · expected 24"
  std::vector<Button> actions{};
  Keypad keys = Keypad::number;
  std::string enter = "confirm";  // of the actions, the one that Enter presses
  // A list between what is typed and the keys.
  bool has_list = false;
  std::vector<Row> rows{};
  std::string empty_text{};
  bool operator==(const KeypadPage&) const = default;
};

// The whole screen dark red: what was scanned, what was expected, that nothing was booked.
struct RefusalPage {
  std::string title{};  // "Wrong item"
  std::string scanned_name{}, scanned_code{};
  std::string expected_heading{};  // "Pick this instead"; empty: no box
  std::string expected_name{}, expected_code{}, expected_location{};
  std::string advice{};  // "Put it back and scan the right one. Nothing was booked."
  Button acknowledge{};  // Enter presses it
  Button other{};        // above it, what else can be done; without an id there is nothing
  bool operator==(const RefusalPage&) const = default;
};

using Page = std::variant<WorkPage, KeypadPage, RefusalPage>;

struct StatusBar {
  std::string place_and_person{};  // "DOCK-1 · Anna K."
  std::int64_t queue = 0;          // events waiting for the hub
  bool hub_configured = false;
  bool online = false;           // the hub took what was sent last time; offline is a labelled strip, not only an icon
  std::string offline_text{};    // "Offline since 14:02 · 12 scans waiting"; empty when online
  std::optional<int> battery{};  // percent; empty: mains
  std::string time{};            // "14:32"
};

enum class ToastKind { accepted, attention, refused };
struct Toast {
  ToastKind kind = ToastKind::accepted;
  std::string text{};
};

// What a camera sees, small, for the person who aims it: drawn in the scan zone of whatever page has one.
struct CameraPicture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> levels{};         // rows from the top, 0 is black
  std::vector<std::array<Point, 4>> codes{};  // the outline of each code that is read in it, pixels
};

// Everything that is on the screen at one moment.
struct Frame {
  StatusBar status{};
  Page page{};
  std::optional<Toast> toast{};                   // shown for 2 s; never blocks
  float flash = 0;                                // green frame: 1 just accepted, fades to 0 within 350 ms
  std::shared_ptr<const CameraPicture> camera{};  // none: no camera, or it stands still
  bool secret = false;                            // somebody signs on: nobody sees, and nothing keeps, what is typed
};

// The four answers that can be heard.
enum class Sound { none, accepted, attention, refused, done };

}  // namespace dockhand
