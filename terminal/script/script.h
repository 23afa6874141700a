// UI scripts: what a person does and should see, a line each.
//
//   tap "Label"                 a button, a key or a row, by its words; the list is scrolled until it is seen
//   drag "Label" up 30mm        also down, left, right; without inertia
//   drag 240 600 240 300        px
//   type "123"                  on the keyboard; on a keypad page these are its keys
//   key enter                   also tab, backtab, up, down, left, right, escape, backspace, f1 to f6
//   scan "..."                  {GS} stands for 0x1D; a leading AIM identifier is optional; a pull of the trigger of
//                               its own: a double read is the same scan again after "wait 100ms"
//   scan image "FILE"           a picture, relative to the script
//   expect "text"   gone "text" somewhere on the screen, or nowhere
//   minsize 10mm                every touch target, in both directions
//   gaps 1.5mm                  between any two of them that are not rows of one list
//   fits                        no text is cut, outside its box or over another
//   contrast                    every text has 7:1 on its ground, every icon, border and stripe 3:1
//   states                      no two rows differ in the colour of their stripe alone
//   shot NAME                   NAME.png in the output folder; "shot NAME grey" without colours
//   say "..."                   printed with the script's time, for whoever reads along
//   task "Put away"             from here on scans and taps are counted; a key that is pressed is a tap
//   within 2 scans 0 taps       no more than these since the task began; the task's line is printed
//   wait 2s                     also ms, at most a day; the clock is the script's own
//   size 1280x800   theme night   text large
//   dims 30s 60s                without use the screen gets dark, and is off, after so long
//   light dark                  it is; also on, off
//   battery 8%                  it has so much; "battery 8% charging" on its charger
//   hub off                     the line to the hub goes down; "hub on": it is there again, and all that waits is sent
//   plan                        the plan of the day is made, as a terminal without a hub makes it once a day
//   office "FILE"               the office gives a file to the hub, relative to the script
//   # a comment
//
// A script with hub or office has a hub of its own, from which its terminal has the demo warehouse. Where a file
// people/NAME.csv lies beside NAME.ui, its people sign on, and are signed off after 30 seconds without use.
//
// Decides: the language. Leaves to others: carrying it out (terminal/script/script_driver.h). Standard library only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

enum class StepKind {
  tap,
  drag_from,
  drag_points,
  type,
  key,
  scan,
  scan_image,
  expect,
  gone,
  min_size,
  gaps,
  fits,
  contrast,
  distinct_states,
  shot,
  say,
  task,
  within,
  wait,
  size,
  theme,
  text_size,
  dims,
  light,
  battery,
  hub,
  office,
  plan,
};

struct ScriptStep {
  int line = 0;  // from 1
  StepKind kind = StepKind::fits;
  std::string text;             // the text in quotes, the name or the key
  std::vector<double> numbers;  // mm, px, ms, width and height, scans and taps, percent
};

struct Script {
  std::string name;  // "FILE:LINE", for errors
  std::vector<ScriptStep> steps;

  bool has_hub() const;

  static constexpr std::size_t max_bytes = 1 << 20;
};

// Reports the first line that is wrong. Its place is "NAME:LINE".
Result<Script> parse_script(std::string_view name, std::string_view text);

}  // namespace dockhand
