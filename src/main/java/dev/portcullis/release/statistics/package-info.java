/** What numbers prove. Pure functions of sums; each says where its formula is from. */
package dev.portcullis.release.statistics;
