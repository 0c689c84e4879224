"use strict"; // and more
let wide = true;
