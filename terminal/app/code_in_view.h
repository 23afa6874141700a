// A code that a camera saw beside others. Included by the .cpp files of this room only.
#pragma once

#include "storage/model/scan.h"
#include "storage/views/views.h"
#include "terminal/app/heard.h"

namespace dockhand {

// One of several codes in a picture, and what has its name here.
struct CodeInView {
  Heard heard;
  Scan scan;
  Found found;
};

}  // namespace dockhand
