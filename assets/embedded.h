// The files that are part of the program itself.
#pragma once

#include <span>

namespace dockhand::assets {

std::span<const unsigned char> font_text();   // Inter SemiBold, for words
std::span<const unsigned char> font_mono();   // JetBrains Mono Bold, for codes and quantities
std::span<const unsigned char> font_icons();  // Material Icons

// The documents of the demo warehouse, in the order in which they can be imported.
struct File {
  const char* name;  // "items.csv"
  std::span<const unsigned char> bytes;
};
std::span<const File> demo_files();
std::span<const File> demo_scripts();  // the acts of the demo, for the script driver

// The words of letters to customers.
struct LetterFile {
  const char* language;  // "en"
  const char* name;      // "accepted.txt"
  std::span<const unsigned char> bytes;
};
std::span<const LetterFile> letter_files();

}  // namespace dockhand::assets
