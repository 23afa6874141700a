// The library's own header, and what its versions call the same thing: 1.4 (Debian 12), 2.3 (Debian 13) and 3.1.
//
// Only scanner/reader/decode_zxing.cpp may include it.
#pragma once

#define ZX_USE_UTF8  // ZXing 1.4: text() is UTF-8
#include <ZXing/ReadBarcode.h>
#if __has_include(<ZXing/Version.h>)
#include <ZXing/Version.h>
#else
#include <ZXing/ZXVersion.h>
#endif
// Version 1.4 leaves these behind as macros.
#undef FormatError
#undef ChecksumError
#undef UnsupportedError
